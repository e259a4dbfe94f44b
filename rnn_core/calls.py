"""Call a student's function so that nothing it does disturbs the one who asked."""

import contextlib
import copy
import io
import linecache
import logging
import traceback
import types
import warnings
from typing import Any, NamedTuple

import numpy as np

SHOWN = 600  # characters of a student's own output that a report repeats


class Outcome(NamedTuple):
    """What came of one call."""

    value: Any
    args_after: tuple
    problem: str | None  # a sentence when the call did not return
    raised: str | None  # the name of the exception's class
    notes: tuple  # warnings and output, each a sentence


def call(fn, args):
    """Call ``fn(*args)`` on copies of the arguments; never raises.

    Output and warnings are captured; an exception becomes a sentence that names the
    line of the student's code. Only KeyboardInterrupt passes. A function that lives in
    another process (`outcome_of`) is called in the same way there.
    """
    if hasattr(type(fn), "outcome_of"):
        return fn.outcome_of(tuple(args))
    copies = tuple(fresh(arg) for arg in args)
    printed, value, problem, raised = io.StringIO(), None, None, None
    with (
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
        _logged_to(printed),
        warnings.catch_warnings(record=True) as caught,
    ):
        warnings.simplefilter("always")
        try:
            value = fn(*copies)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            problem, raised = describe(error, fn), type(error).__name__
    notes = _notes(printed.getvalue(), caught)
    return Outcome(value, copies, problem, raised, notes)


@contextlib.contextmanager
def _logged_to(stream):
    """Lead log messages to `stream`: a handler keeps the stderr it was made with."""
    handlers = [h for h in logging.root.handlers if type(h) is logging.StreamHandler]
    before = [(handler, handler.setStream(stream)) for handler in handlers]
    try:
        yield
    finally:
        for handler, old in before:
            if old is not None:
                handler.setStream(old)


def fresh(value):
    """Return a copy whose arrays share nothing with the original."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, np.random.Generator):
        return copy.deepcopy(value)
    if hasattr(value, "_fields"):
        return type(value)(*(fresh(item) for item in value))
    if isinstance(value, tuple | list):
        return type(value)(fresh(item) for item in value)
    if isinstance(value, dict):
        return {key: fresh(item) for key, item in value.items()}
    return value


def describe(error, fn):
    """Put an exception of the student's code into a sentence."""
    kind, text = type(error).__name__, _text(error)
    if isinstance(error, NotImplementedError) and _is_open(error, fn, text):
        return _still_open(error, fn, text)
    if isinstance(error, RecursionError):
        text = f"{text} (does it call itself without end?)"
    if isinstance(error, SystemExit):
        return "it ends the program (SystemExit): remove the call of exit or quit"
    return f"it stops with {kind}: {text}{_place(error, fn)}"


def _is_open(error, fn, text):
    """Tell a stub, here or in the course, from a library that refuses."""
    if "Nothing answers for it yet" in text:
        return True
    *_, last = (frame for frame, _ in traceback.walk_tb(error.__traceback__))
    return last.f_globals is getattr(fn, "__globals__", last.f_globals)


def _still_open(error, fn, text):
    """Say whether the function itself or one that it calls is not written yet."""
    if "Nothing answers for it yet" in text:
        return f"it calls an exercise that is still open. {text}"
    *_, last = (frame for frame, _ in traceback.walk_tb(error.__traceback__))
    own = getattr(fn, "__code__", last.f_code)
    if last.f_code is not own:
        return f"it calls {last.f_code.co_name}, which is still open: write that first"
    return (
        "its body is still the stub: replace the line that raises "
        "NotImplementedError with your own code, run the cell, then this one"
    )


def _text(error):
    try:
        return str(error)[:SHOWN] or "no message"
    except Exception:  # an exception class of the student's own may fail to print
        return "a message that cannot be printed"


def _place(error, fn):
    """Say which line of the student's own code the exception came from."""
    code = getattr(fn, "__code__", None)
    if not isinstance(code, types.CodeType):
        return ""
    scope = getattr(fn, "__globals__", None)
    lines = [
        (frame.f_code.co_filename, number)
        for frame, number in traceback.walk_tb(error.__traceback__)
        if frame.f_globals is scope
    ]
    if not lines:
        if isinstance(error, TypeError):
            return ". Are the function's parameters those of the exercise?"
        return ""
    filename, number = lines[-1]
    source = linecache.getline(filename, number).strip()
    return f". That was in line {number}: {source}" if source else ""


def _notes(printed, caught):
    notes = []
    for message in dict.fromkeys(str(item.message) for item in caught):
        notes.append(f"Python warned: {message}")
    if printed.strip():
        text = printed.strip()
        cut = " …" if len(text) > SHOWN else ""
        notes.append(f"Your code printed: {text[:SHOWN]}{cut}")
    return tuple(notes)
