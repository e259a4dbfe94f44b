"""``check(fn)``: run the visible checks of an exercise and say what holds.

When all hold, the function is registered for this session and saved, so that the rest
of the course runs on it.
"""

import contextlib
import difflib
import functools
import inspect
import sys
from dataclasses import replace
from types import FunctionType

from rnn_core import catalogue
from rnn_core import exercise as exercises
from rnn_core.checks_runtime import check_from_data, run_checks, signature_from_data
from rnn_core.report import Report, show

# In a grader: a context manager in which correct functions stand in for the earlier
# exercises that a notebook does not hold. Gets the exercise, the function, the names.
lend = None

_last = {}  # name -> Report of the latest check in this session


def check(fn):
    """Check a function of yours against the visible checks of its exercise.

    Parameters
    ----------
    fn : callable
        Your function, under the name of the exercise.

    Returns
    -------
    float
        The points of the checks that hold. Never raises: what is wrong is shown in
        sentences.
    """
    notebook = sys._getframe(1)
    name = exercise_name(fn, notebook)
    with lent(name, fn, notebook.f_globals):
        report = visible_report(name, fn)
    if exercises.is_stub(fn):
        report = _with_notes(report, *_misspelt(name, notebook.f_globals))
    if report.passed and exercises.get_mode() == "student":
        report = _keep(name, fn, report)
    _last[name] = report
    show(report)
    return report.earned


def lent(name, fn, notebook):
    """Return the context in which exercise `name` is checked: see `lend`."""
    if lend is None or exercises.get_mode() != "grading":
        return contextlib.nullcontext()
    return lend(name, fn, notebook)


def last_report(name):
    """Return the `Report` of the latest `check` of an exercise, or None."""
    return _last.get(name)


def exercise_name(fn, frame):
    """Find which exercise a call such as ``check(memory_cell)`` is about.

    The name written in the calling code decides, since the function itself may have
    been defined under another one.
    """
    for name in frame.f_code.co_names:
        if catalogue.find(name) and frame.f_globals.get(name) is fn:
            return name
    return getattr(fn, "__name__", None) or type(fn).__name__


def visible_report(name, fn):
    """Run the visible checks of exercise `name` against `fn`."""
    entry = catalogue.find(name)
    if entry is None:
        return Report(name, problem=_unknown(name))
    total = float(entry["points"]["visible"])
    if exercises.is_stub(fn):
        return Report(name, problem=_not_defined(name), total=total)
    if not callable(fn):
        problem = f"this name holds a {type(fn).__name__}, expected your function"
        problem += ": run the cell that defines it again"
        return Report(name, problem=problem, total=total)
    checks = visible_checks(name)
    with exercises.under_check(name):
        results = run_checks(checks, signature_from_data(entry), fn, entry["hints"])
    if all("body is still the stub" in result.sentence for result in results):
        return Report(name, problem=results[0].sentence, total=total)
    notes = ()
    if not all(r.passed for r in results):
        notes = (*_other_parameters(entry, fn), *_open_uses(entry))
    return Report(name, tuple(results), notes=notes, total=total)


@functools.cache
def visible_checks(name):
    """Return the visible checks of an exercise, read once in a process."""
    return [check_from_data(data) for data in catalogue.find(name)["checks"]]


def _unknown(name):
    return (
        "no exercise of this course has this name. Define the function under the name "
        "that the exercise gives"
    )


def _not_defined(name):
    return (
        f"no function of yours called {name} is defined in this notebook yet. Run the "
        f"cell above in which you write it, under exactly this name, then this one"
    )


def _misspelt(name, scope):
    """Point at a function of the notebook whose name is nearly that of the exercise."""
    mine = [key for key, value in scope.items() if isinstance(value, FunctionType)]
    mine = [key for key in mine if not exercises.is_stub(scope[key])]
    close = difflib.get_close_matches(name, mine, n=1, cutoff=0.85)
    if not close or catalogue.find(close[0]):
        return ()
    return (f"There is a function {close[0]} here: is that it, misspelt?",)


def _other_parameters(entry, fn):
    """Say where the parameters stand in another order or cannot be filled by place."""
    try:
        parameters = inspect.signature(fn).parameters.values()
    except (TypeError, ValueError):
        return ()
    names, wanted = [p.name for p in parameters], entry["parameters"]
    by_name = [
        p.name for p in parameters if p.kind is p.KEYWORD_ONLY and p.default is p.empty
    ]
    if by_name:
        return (f"Remove the * before {by_name[0]}: the check gives values by place.",)
    if names != wanted and sorted(names) == sorted(wanted):
        return (
            f"Your parameters are {', '.join(names)}; the exercise's order is "
            f"{', '.join(wanted)}.",
        )
    return ()


def _open_uses(entry):
    """Point at earlier exercises that this one calls and that are not solved."""
    if exercises.get_mode() != "student":
        return ()
    missing = [u for u in entry["uses"] if exercises.resolve_source(u) is None]
    if not missing:
        return ()
    return (f"It builds on {', '.join(missing)}: make that check hold first.",)


def _keep(name, fn, report):
    """Register and save a function that passed; saving never costs the points."""
    from rnn_core import saving  # saving imports what this module defines

    exercises.register(name, fn)
    try:
        saved = saving.save(name, fn)
    except Exception as error:
        note = f"It could not be saved ({type(error).__name__}: {error})."
        return _with_notes(report, note, "It answers in this session only.")
    if not saved.saved:
        return _with_notes(report, *saved.notes)
    note = "Saved: from here on the course runs on your own function."
    return _with_notes(report, note, *saved.notes)


def _with_notes(report, *notes):
    return replace(report, notes=(*report.notes, *notes))
