"""How an author writes the checks and the wrong answers of an exercise.

::

    suite = Suite(reference.lstm_cell_forward)


    @suite.check(points=2, outputs="c_t")
    def memory(rng):
        "The new memory keeps part of the old one and takes part of the candidate"
        yield some_arguments(rng)

A check is a generator of argument tuples; what should come out is computed by the
reference, never typed. Wrong answers are the reference with a few words exchanged.
"""

from __future__ import annotations

import ast
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import numpy as np

from autograder.docstrings import signature_of
from autograder.errors import SourceError
from rnn_core.calls import call, fresh
from rnn_core.checks_runtime import Case, Check, observed
from rnn_core.compare import RTOL
from rnn_core.fingerprints import fingerprint

Cases = Callable[[np.random.Generator], Iterator[tuple[Any, ...]]]


@dataclass(frozen=True)
class CheckSpec:
    """A check as its author wrote it, before its cases are drawn."""

    id: str
    title: str
    points: float
    outputs: tuple[str, ...]
    hidden: bool
    keeps_arguments: bool
    rtol: float
    cases: Cases
    expect: Callable[..., Any] | None


@dataclass(frozen=True)
class Wrong:
    """A wrong answer as its author wrote it: the reference, edited.

    Attributes
    ----------
    id : str
        A name for the misconception.
    hint : str
        What a student who made it should read.
    fails : str
        The ids of exactly the checks that it fails, separated by spaces.
    edits : tuple of (str, str)
        Pairs of old and new text; each old text stands once in the reference.
    source : str
        Instead of edits: the whole function.
    """

    id: str
    hint: str
    fails: str
    edits: tuple[tuple[str, str], ...] = ()
    source: str = ""


@dataclass(frozen=True)
class WrongAnswer:
    """A wrong answer that can be called, and put into a notebook cell."""

    id: str
    exercise: str
    hint: str
    fails: frozenset[str]
    source: str
    fn: Callable[..., Any]


@dataclass
class Suite:
    """The checks of one exercise and its wrong answers."""

    reference: Callable[..., Any]
    checks: list[CheckSpec] = field(default_factory=list)
    wrong_answers: list[WrongAnswer] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.name: str = self.reference.__name__
        self.signature = signature_of(self.reference)

    @property
    def uses(self) -> tuple[str, ...]:
        """Earlier exercises that a solution may call."""
        uses: tuple[str, ...] = self.reference.__exercise__.uses  # type: ignore[attr-defined]
        return uses

    @property
    def hints(self) -> dict[str, str]:
        """The hint of each wrong answer."""
        return {wrong.id: wrong.hint for wrong in self.wrong_answers}

    def points(self, hidden: bool) -> float:
        """Return the points of the hidden or of the visible checks."""
        return sum(spec.points for spec in self.checks if spec.hidden == hidden)

    def check(
        self,
        *,
        points: float = 1,
        outputs: str = "",
        hidden: bool = False,
        keeps_arguments: bool = False,
        rtol: float = RTOL,
        expect: Callable[..., Any] | None = None,
    ) -> Callable[[Cases], Cases]:
        """Add a check: decorate a generator of argument tuples.

        Parameters
        ----------
        points : float
            What it is worth.
        outputs : str
            Names of the returned values to compare, separated by spaces; all if empty.
        hidden : bool
            Whether only grading runs it.
        keeps_arguments : bool
            Whether the arguments must come out unchanged as well.
        rtol : float
            Relative tolerance; give a reason beside any but the default.
        expect : callable, optional
            Gets the arguments and returns what is expected, where that is a property
            of `rnn_core.properties` and not what the reference returns.
        """
        names = tuple(outputs.split())
        known = [output.name for output in self.signature.outputs]
        for name in names:
            if name not in known:
                raise SourceError(
                    f"{self.name}: a check compares {name!r}, but the docstring's "
                    f"Returns section names {', '.join(known)}."
                )

        def add(cases: Cases) -> Cases:
            title = (cases.__doc__ or "").strip().removesuffix(".")
            if not title:
                raise SourceError(
                    f"{self.name}: the check {cases.__name__} needs a docstring; it is "
                    "the sentence that the student reads."
                )
            self.checks.append(
                CheckSpec(
                    cases.__name__,
                    " ".join(title.split()),
                    points,
                    names,
                    hidden,
                    keeps_arguments,
                    rtol,
                    cases,
                    expect,
                )
            )
            return cases

        return add

    def build(self, hidden: bool, seed: int = 0) -> list[Check]:
        """Draw the cases of the visible or of the hidden checks.

        Visible checks always get the same cases; hidden ones depend on `seed`.
        """
        return [
            self._build(spec, seed if hidden else 0)
            for spec in self.checks
            if spec.hidden == hidden
        ]

    def _build(self, spec: CheckSpec, seed: int) -> Check:
        name = zlib.crc32(f"{self.name}.{spec.id}".encode())
        rng = np.random.default_rng([name, seed])
        cases = tuple(
            Case(args, (spec.expect or self.reference)(*(fresh(arg) for arg in args)))
            for args in spec.cases(rng)
        )
        check = Check(
            spec.id,
            spec.title,
            spec.points,
            cases,
            spec.outputs,
            spec.keeps_arguments,
            spec.hidden,
            spec.rtol,
        )
        for wrong in self.wrong_answers:
            if spec.id in wrong.fails:
                check.wrong[wrong.id] = [
                    self._print(check, wrong, case) for case in cases
                ]
        return check

    def _print(self, check: Check, wrong: WrongAnswer, case: Case) -> Any:
        outcome = call(wrong.fn, case.args)
        if outcome.raised:
            return f"raises {outcome.raised}"
        seen = observed(check, self.signature, case, outcome)
        return fingerprint(seen)


def make_wrong_answer(
    exercise: str, wrong: Wrong, module: ModuleType, source: str
) -> WrongAnswer:
    """Build a wrong answer from the reference's source.

    Parameters
    ----------
    exercise : str
        The exercise.
    wrong : Wrong
        What its author wrote.
    module : module
        The reference module, whose names the wrong answer may use.
    source : str
        The reference's function, without decorator and markers.
    """
    head, body = _split_docstring(wrong.source or source)
    for old, new in wrong.edits:
        if body.count(old) != 1:
            raise SourceError(
                f"{exercise}, wrong answer {wrong.id}: the text {old!r} stands "
                f"{body.count(old)} times in the reference's body, expected once; "
                "correct the edit in wrong_answers.py."
            )
        body = body.replace(old, new)
    text = head + body
    scope = dict(vars(module))
    code = compile(text, f"<wrong answer {wrong.id}>", "exec")
    exec(code, scope)
    fails = frozenset(wrong.fails.split())
    return WrongAnswer(wrong.id, exercise, wrong.hint, fails, text, scope[exercise])


def _split_docstring(source: str) -> tuple[str, str]:
    """Split a function's source behind its docstring, which edits leave alone."""
    definition = ast.parse(source).body[0]
    assert isinstance(definition, ast.FunctionDef | ast.ClassDef)
    first = definition.body[0]
    lines = source.splitlines(keepends=True)
    end = (first.end_lineno or 1) if ast.get_docstring(definition) else 1
    return "".join(lines[:end]), "".join(lines[end:])
