"""Exercises and the modes in which their stubs answer.

A stub of `rnn_core` is callable. Who answers the call depends on the **mode**:

``student``
    what `check` registered in this session, else what was saved in ``my_rnn/``,
    else the unlock file, else an error that names the exercise and its page;
``reference``
    the course's own solutions (tests and the book's build);
``grading``
    only what the grader registers.

`set_mode` or the environment variable ``RNN_CORE_MODE`` select a mode; being able to
import the solutions never does.
"""

import contextlib
import functools
import importlib
import os
from typing import NamedTuple

from rnn_core import catalogue

MODES = ("student", "reference", "grading")

_session = {}  # name -> function registered in this session
_from_disk = {}  # name -> (stamp, function) loaded from my_rnn/ or an unlock file
_chosen = None
_checked = None  # the exercise under check and those that may answer meanwhile


class ExerciseInfo(NamedTuple):
    """Name, unit and the earlier exercises that a solution may call."""

    name: str
    unit: str
    uses: tuple


def exercise(unit, *, uses=()):
    """Mark a function or class as an exercise of a unit.

    In a stub module (``rnn_core.<unit>``) the result dispatches by mode; anywhere
    else it is the function itself with ``__exercise__`` attached.

    Parameters
    ----------
    unit : str
        One of `catalogue.UNITS`.
    uses : tuple of str
        Earlier exercises that a solution may call.
    """

    def decorate(fn):
        info = ExerciseInfo(fn.__name__, unit, tuple(uses))
        target = fn
        if fn.__module__ == f"rnn_core.{unit}":
            target = _dispatcher(fn, info)
        target.__exercise__ = info
        return target

    return decorate


def _dispatcher(stub, info):
    @functools.wraps(stub)
    def dispatch(*args, **kwargs):
        return resolve(info.name, unit=info.unit)(*args, **kwargs)

    dispatch.__stub__ = stub
    return dispatch


def is_stub(fn):
    """Tell whether `fn` is a stub of `rnn_core` rather than an implementation."""
    return hasattr(fn, "__stub__")


def get_mode():
    """Return the mode in force: ``student``, ``reference`` or ``grading``."""
    if os.environ.get("NBGRADER_EXECUTION") == "autograde":
        return "grading"
    return _chosen or _valid(os.environ.get("RNN_CORE_MODE") or "student")


def set_mode(name):
    """Select the mode for this process; None returns to the environment's choice."""
    global _chosen
    _chosen = None if name is None else _valid(name)


@contextlib.contextmanager
def mode(name):
    """Select a mode inside a ``with`` block."""
    before = _chosen
    set_mode(name)
    try:
        yield
    finally:
        set_mode(before)


def _valid(name):
    if name not in MODES:
        raise ValueError(
            f"mode is {name!r}, expected one of {', '.join(MODES)}: "
            "correct RNN_CORE_MODE or the argument of set_mode"
        )
    return name


def register(name, fn):
    """Let `fn` answer for the exercise `name` in this session."""
    if is_stub(fn):
        raise ValueError(f"{name}: a stub cannot answer for itself; pass a function")
    _session[name] = fn


def unregister(name=None):
    """Forget what was registered for `name`, or everything."""
    if name is None:
        _session.clear()
    else:
        _session.pop(name, None)


@contextlib.contextmanager
def answering(functions):
    """Let `functions`, by exercise, answer inside a ``with`` block."""
    before = dict(_session)
    _session.update(functions)
    try:
        yield
    finally:
        _session.clear()
        _session.update(before)


@contextlib.contextmanager
def under_check(name):
    """Answer, inside a ``with`` block, only what exercise `name` may build on.

    Graders do the same. And a version that calls itself through `rnn_core`, or another
    exercise that calls it back, would pass, replace the one that did the work and
    then never end.
    """
    global _checked
    before, _checked = _checked, (name, _builds_on(name))
    try:
        yield
    finally:
        _checked = before


def _builds_on(name):
    found, todo = set(), [name]
    while todo:
        for use in (catalogue.find(todo.pop()) or {}).get("uses", ()):
            if use not in found:
                found.add(use)
                todo.append(use)
    return found


def _refuse_while_checked(name):
    checked, allowed = _checked
    may = ", ".join(sorted(allowed)) or "none"
    what = "its own saved version" if name == checked else name
    raise RuntimeError(
        f"{checked} calls {what} from rnn_core, which does not answer while {checked} "
        f"is checked (earlier exercises that do: {may}): write the steps out"
    )


def resolve_source(name):
    """Say who would answer in student mode: session, saved, unlocked or None."""
    return _find_student(name)[0]


def resolve(name, unit=None):
    """Return the function that answers for exercise `name` in the current mode.

    Raises
    ------
    NotImplementedError
        When nothing answers; says which exercise it is and what to do.
    """
    unit = unit or _unit_of(name)
    if _checked and name not in _checked[1]:
        _refuse_while_checked(name)
    if get_mode() == "reference":
        return _reference(name, unit)
    if get_mode() == "grading":
        fn = _session.get(name)
    else:
        fn = _find_student(name)[1]
    if fn is None:
        raise NotImplementedError(_what_to_do(name, unit))
    return fn


def _find_student(name):
    from rnn_core import saving  # saving imports this module

    if name in _session:
        return "session", _session[name]
    stamp = saving.stamp(name)
    if name in _from_disk and _from_disk[name][0] == stamp:
        return _from_disk[name][1]
    found = None, None
    for source, load in (("saved", saving.load), ("unlocked", saving.load_unlocked)):
        fn = load(name)
        if fn is not None:
            found = source, fn
            break
    _from_disk[name] = stamp, found
    return found


def _reference(name, unit):
    try:
        module = importlib.import_module(f"solutions.{unit}.reference")
    except ModuleNotFoundError as error:
        raise RuntimeError(
            f"the mode is reference, but {error.name} cannot be imported: run from a "
            "checkout of the course, or set the mode to student"
        ) from None
    return getattr(module, name)


def _unit_of(name):
    entry = catalogue.find(name)
    if entry is None:
        raise KeyError(
            f"{name!r} is not an exercise of this course: check its spelling"
        )
    return entry["unit"]


def _what_to_do(name, unit):
    message = catalogue.missing_message(name, unit)
    entry = catalogue.find(name)
    if entry is None:
        return message
    return (
        f"{message}. Nothing answers for it yet. Write it in the notebook "
        f"{entry['notebook']}.ipynb and run its check: once everything holds, your own "
        "function is used here"
    )
