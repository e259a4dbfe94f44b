"""What stands in the judge for a student's functions and values."""

from __future__ import annotations

import builtins
import inspect
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

UNKNOWN = object()  # a default value, which stays where the function is


class Opaque:
    """A student's object that cannot travel: it equals nothing and does nothing."""

    __hash__ = None  # type: ignore[assignment]
    number = 0

    def __eq__(self, other: object) -> bool:
        return False

    def __repr__(self) -> str:
        return f"<a {type(self).__name__}>"


def opaque(number: int, name: str) -> Opaque:
    """Make a stand-in whose type has the name that the student's type has."""
    safe = re.sub(r"\W", "", name)[:60] or "object"
    made: Opaque = type(safe, (Opaque,), {"number": number})()
    return made


class StudentError(Exception):
    """An exception of a class that the student's code defined."""


class StudentExitError(Exception):
    """The student's code ended the program (exit, quit, KeyboardInterrupt), or a loop.

    StopIteration would end a ``for`` or ``zip`` of the test over the function's results
    before it has compared any.
    """


_ENDS = (StopIteration, StopAsyncIteration)
_WITH_POSITIONS = (UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError)


def raised(lineage: list[str], text: str, args: list[Any] | None) -> Exception:
    """Return the exception to raise in a test for one that a student's code raised.

    Parameters
    ----------
    lineage : list of str
        Names of its class and of the classes above.
    text : str
        What it says.
    args : list or None
        Its arguments, where they are plain.
    """
    candidates = [(text,)] if args is None else [tuple(args), (text,)]
    for name in lineage:
        if name in ("Exception", "object"):
            break
        found = _known(name)
        if found is None:
            continue
        if not issubclass(found, Exception) or issubclass(found, _ENDS):
            return StudentExitError(text)
        for values in candidates:
            made = _printable(found, values)
            if made is not None:
                return made
    return StudentError(text)


def _printable(kind: type[Exception], values: tuple[Any, ...]) -> Exception | None:
    """Make an exception; None where it cannot be made, or has no text.

    Some want other arguments, and a number may be too long for Python to print.
    """
    if kind in _WITH_POSITIONS and not _inside(*values):
        return None
    try:
        made = kind(*values)
        str(made), repr(made)
    except Exception:
        return None
    return made


def _inside(*values: Any) -> bool:
    """Tell whether positions lie in the text; Python stumbles over others later on."""
    if [type(value) for value in values[-3:]] != [int, int, str] or len(values) < 4:
        return False
    *_, text, start, end, _ = values
    return isinstance(text, str | bytes) and 0 <= start < end <= len(text)


def _known(name: str) -> type[BaseException] | None:
    found = getattr(builtins, name, None)
    if isinstance(found, type) and issubclass(found, BaseException):
        return found
    linear: dict[str, type[BaseException]] = {"LinAlgError": np.linalg.LinAlgError}
    return linear.get(name)


class Proxy:
    """A student's function: calling it asks the cell process.

    `rnn_core.calls.call` finds `outcome_of`, and the graders find `standing_in`.
    """

    def __init__(
        self, process: Any, number: tuple[int, int], name: str, stub: bool
    ) -> None:
        self._process, self._number = process, number
        self.__name__ = self.__qualname__ = name
        self.__doc__ = None  # a test that reads it has to run beside the function
        if stub:
            self.__stub__ = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Ask the cell process."""
        return self._process.call(self._number, args, kwargs)

    def outcome_of(self, args: tuple[Any, ...]) -> Any:
        """Call it as `check` does; never raises on account of the student."""
        return self._process.outcome(self._number, args)

    @contextmanager
    def standing_in(self, functions: dict[str, Callable[..., Any]]) -> Iterator[None]:
        """Let `functions` answer for earlier exercises in the cell process."""
        self._process.stand_in(self._number, functions)
        try:
            yield
        finally:
            self._process.stand_down()

    @property
    def __signature__(self) -> inspect.Signature:
        described = self._process.signature(self._number)
        empty, kinds = inspect.Parameter.empty, list(inspect._ParameterKind)
        try:
            parameters = [
                inspect.Parameter(name, kinds[kind], default=UNKNOWN if has else empty)
                for name, kind, has in described
            ]
            return inspect.Signature(parameters)
        except Exception:
            raise ValueError("its parameters cannot be read") from None

    def __repr__(self) -> str:
        return f"<function {self.__name__}>"


class Namespace(dict[str, Any]):
    """The names of the judge's notebook; changes to the student's are forwarded.

    A test may delete a student's function to see that another one calls it, and bind it
    again afterwards.
    """

    def __init__(self, names: dict[str, Any]) -> None:
        super().__init__(names)
        self.process: Any = None
        self.students: set[str] = set()

    def __setitem__(self, name: str, value: Any) -> None:
        if name in self.students and self.process is not None:
            self.process.bind(name, value)
        super().__setitem__(name, value)

    def __delitem__(self, name: str) -> None:
        super().__delitem__(name)
        if name in self.students and self.process is not None:
            self.process.unbind(name)

    def refresh(self, found: dict[str, Any]) -> None:
        """Bind the student's names to what stands there now."""
        for name in self.students:
            if name in found:
                super().__setitem__(name, found[name])
            elif name in self:
                super().__delitem__(name)
