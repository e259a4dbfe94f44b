"""Run a test cell in the judge, and say what it is worth."""

from __future__ import annotations

import ast
import asyncio
import contextlib
import importlib
import inspect
import io
import math
import signal
import traceback
from collections.abc import Callable, Iterator
from types import CodeType, FrameType
from typing import Any, NamedTuple

import numpy as np
from IPython.core.inputtransformer2 import TransformerManager

from autograder.grading.channel import CellDiedError
from autograder.grading.records import PlanCell

_ASYNC = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
_FILENAME = "<test>"
_compiled: dict[str, list[tuple[CodeType, bool]]] = {}


class TestTimeoutError(BaseException):
    """Code of the instructor's, or of ours, runs too long on what it was given."""


class Tested(NamedTuple):
    """What came of a test cell.

    Attributes
    ----------
    value : object
        The value of its last expression.
    error : BaseException or None
        What it raised.
    line : int
        The line of the cell at which it raised, 0 if unknown.
    printed : str
        What it printed.
    shown : list of Report
        The reports of checks that it displayed.
    """

    value: Any
    error: BaseException | None
    line: int
    printed: str
    shown: list[Any]


def run_test(source: str, names: dict[str, Any], seconds: float) -> Tested:
    """Execute a test cell in the judge's names.

    Parameters
    ----------
    source : str
        The cell.
    names : dict
        Where it runs.
    seconds : float
        Time by the clock after which it is stopped.
    """
    printed = io.StringIO()
    shown: list[Any] = []
    value, error = None, None
    # A warning may repeat what a student's function returned, on the terminal.
    quiet = contextlib.redirect_stderr(io.StringIO())
    with _displays(shown), contextlib.redirect_stdout(printed), quiet, alarm(seconds):
        try:
            for code, last in _compile(source):
                result = _execute(code, names)
                if last:
                    value = result
        except BaseException as caught:
            error = caught
    line = _line(error) if error is not None else 0
    return Tested(value, error, line, printed.getvalue()[:100_000], shown)


def credit(value: Any, points: float) -> float:
    """Return the points for the value that a test cell ends in, as nbgrader does.

    A number from 0 to `points` is partial credit; anything else, and no value, is full
    credit. A NumPy number counts as the number that it is (nbgrader, which reads
    its text, gives full marks for it).

    Raises
    ------
    ValueError
        Where the number is greater than the cell's points.
    """
    if isinstance(value, bool | np.bool_) or not isinstance(
        value, int | float | np.number
    ):
        return points
    try:
        number = float(np.real(value))
    except OverflowError:
        raise ValueError("the test ends in a number without bounds") from None
    if math.isnan(number) or number < 0:
        return 0.0 if math.isnan(number) else points
    if number > points:
        raise ValueError(f"the test ends in {number:g}, it has {points:g} points")
    return number


def in_hidden(cell: PlanCell, line: int) -> bool:
    """Tell whether a line of a test cell belongs to its hidden part."""
    return any(first <= line <= last for first, last in cell.hidden_lines)


def compile_test(source: str) -> None:
    """Compile a test ahead of time, for all forks of this process."""
    with contextlib.suppress(SyntaxError, ValueError):
        _compile(source)


def _compile(source: str) -> list[tuple[CodeType, bool]]:
    """Compile a cell: its statements, and its last expression apart."""
    if source not in _compiled:
        tree = ast.parse(TransformerManager().transform_cell(source), _FILENAME)
        parts: list[tuple[CodeType, bool]] = []
        last = tree.body[-1] if tree.body else None
        if isinstance(last, ast.Expr) and not source.rstrip().endswith(";"):
            tree.body.pop()
            single = ast.Expression(last.value)
            parts = [(compile(single, _FILENAME, "eval", _ASYNC), True)]
        body = compile(tree, _FILENAME, "exec", _ASYNC)
        _compiled[source] = [(body, False), *parts]
    return _compiled[source]


def _execute(code: CodeType, names: dict[str, Any]) -> Any:
    result = eval(code, names)
    if code.co_flags & inspect.CO_COROUTINE:
        return asyncio.run(result)
    return result


@contextlib.contextmanager
def _displays(shown: list[Any]) -> Iterator[None]:
    """Collect the reports that checks display."""
    report: Any = importlib.import_module("rnn_core.report")
    before = report.display_hook
    report.display_hook = shown.append
    try:
        yield
    finally:
        report.display_hook = before


@contextlib.contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Raise `TestTimeoutError` in what takes longer."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TestTimeoutError(f"it took more than {seconds:g} seconds")

    before: Callable[..., Any] | int | None = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _line(error: BaseException) -> int:
    numbers = [
        number
        for frame, number in traceback.walk_tb(error.__traceback__)
        if frame.f_code.co_filename == _FILENAME
    ]
    return numbers[0] if numbers else 0


def status_of(error: BaseException | None) -> str:
    """Return the status that an exception in a test stands for."""
    if error is None:
        return "ok"
    if isinstance(error, CellDiedError):
        return error.status
    if isinstance(error, TestTimeoutError):
        return "timeout"
    if isinstance(error, AssertionError | NotImplementedError):
        return "wrong"
    return "error"
