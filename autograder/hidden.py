"""The hidden checks of an exercise, for grading in one process (plain nbgrader)."""

from __future__ import annotations

import contextlib
import functools
import sys
from collections.abc import Callable, Iterator
from typing import Any

from autograder import sources
from autograder.errors import AutograderError
from rnn_core import catalogue, checking
from rnn_core.checks_runtime import Check, CheckResult, run_checks
from rnn_core.exercise import is_stub
from rnn_core.report import Report, show
from rnn_core.standing_in import standing_in

# Plain nbgrader keeps no secret of its own; all students get the same.
SEED = 20_261_120

_seed = SEED

# All that a student reads of a hidden check that does not hold.
GENERAL = "it does not hold on inputs that you have not seen"


def hidden_check(fn: Callable[..., Any]) -> float:
    """Run the hidden checks of an exercise and show their outcome.

    Where the exercise builds on an earlier one that the student got wrong, every check
    that fails is tried again with the reference in that one's place, the visible ones
    of the preceding `check` too, so that each exercise is graded on its own merits.

    Returns
    -------
    float
        Points of the hidden checks, and those regained of the visible ones. Never
        raises on account of the student's code.
    """
    notebook = sys._getframe(1)
    name = checking.exercise_name(fn, notebook)
    try:
        suite = sources.suite(name)
    except AutograderError as error:
        show(Report(name, problem=str(error)))
        return 0.0
    if is_stub(fn) or not callable(fn):
        return 0.0
    seen = checking.last_report(name)
    held = {result.id for result in seen.results if result.passed} if seen else set()
    hidden = _built(name, True, _seed)
    again = [check for check in _built(name, False, 0) if check.id not in held]
    with lend(name, fn, notebook.f_globals):
        before = run_checks(hidden, suite.signature, fn, suite.hints)
    failed = {result.id for result in before if not result.passed}
    retried = [*again, *(check for check in hidden if check.id in failed)]
    after = merits(suite, retried, fn, notebook.f_globals)
    results, notes = _combine(again, before, after, suite.uses)
    total = sum(result.points for result in results)
    title = f"{name}, checks kept for grading"
    report = Report(
        title, tuple(map(_discreet, results)), notes=notes, total=total, hidden=True
    )
    show(report)
    return float(report.earned)


@contextlib.contextmanager
def lend(name: str, fn: Callable[..., Any], notebook: dict[str, Any]) -> Iterator[None]:
    """Let references answer for earlier exercises that stand in other notebooks."""
    known = catalogue.find(name) or {"uses": ()}
    elsewhere = tuple(u for u in known["uses"] if is_stub(notebook.get(u)))
    if not elsewhere or is_stub(fn) or not callable(fn):
        yield
        return
    with substitute(fn, elsewhere, notebook):
        yield


_checking: Any = checking
_checking.lend = lend


def use_seed(seed: int) -> None:
    """Draw the inputs of hidden checks from another seed, in this process."""
    global _seed
    _seed = seed


def warm(name: str) -> None:
    """Build the checks of an exercise now rather than for the first student."""
    if catalogue.find(name) is not None:
        _built(name, True, _seed)
        _built(name, False, 0)
        checking.visible_checks(name)


@functools.cache
def _built(name: str, hidden: bool, seed: int) -> list[Check]:
    """Build an exercise's checks once in a process: all students get the same."""
    return sources.suite(name).build(hidden=hidden, seed=seed)


def merits(
    suite: Any, checks: list[Check], fn: Callable[..., Any], notebook: dict[str, Any]
) -> dict[str, CheckResult]:
    """Run checks with the reference in place of the earlier exercises used."""
    if not suite.uses or not checks:
        return {}
    with substitute(fn, suite.uses, notebook):
        results = run_checks(checks, suite.signature, fn, suite.hints)
    return {result.id: result for result in results}


@contextlib.contextmanager
def substitute(
    fn: Callable[..., Any], names: tuple[str, ...], notebook: dict[str, Any]
) -> Iterator[None]:
    """Let references answer for `names`, wherever the student's code runs.

    A function in another process (`autograder.grading.proxies.Proxy`) has them answer
    there, by calls back to this one.
    """
    references = {name: sources.suite(name).reference for name in names}
    if hasattr(type(fn), "standing_in"):
        place = fn.standing_in(references)  # type: ignore[attr-defined]
    else:
        place = standing_in(fn, references, notebook)
    with place:
        yield


def _combine(
    again: list[Check],
    before: list[CheckResult],
    after: dict[str, CheckResult],
    uses: tuple[str, ...],
) -> tuple[list[CheckResult], tuple[str, ...]]:
    """Take the better outcome of each check; say where the reference stood in."""
    regained = [after[c.id] for c in again if c.id in after and after[c.id].passed]
    results, changed = list(regained), bool(regained)
    for result in before:
        better = after.get(result.id)
        use = better is not None and better.passed and not result.passed
        results.append(better if use and better is not None else result)
        changed = changed or use
    note = f"Graded on its own merits: with a correct {' and '.join(uses)} it holds."
    return results, (note,) if changed else ()


def _discreet(result: CheckResult) -> CheckResult:
    """Leave out of a hidden check's result whatever shows its inputs or values."""
    sentence = "" if result.passed else GENERAL
    return result._replace(sentence=sentence, notes=(), prints=())
