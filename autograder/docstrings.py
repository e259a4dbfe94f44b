"""Read the names and shapes of what a function takes and returns from its docstring."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

from autograder.errors import SourceError
from rnn_core.checks_runtime import Output, Signature

_ITEM = re.compile(r"^(?P<names>\w[\w, ]*?) : (?P<type>.+)$")
_SHAPE = re.compile(r"of shape (\([^)]*\))")


def signature_of(fn: Callable[..., Any]) -> Signature:
    """Return the names of a function's parameters and of what it returns."""
    outputs = tuple(outputs_of(fn))
    if not outputs:
        raise SourceError(
            f"{fn.__name__} has no Returns section in its docstring; name each value "
            "that it returns as 'name : type of shape (…)'."
        )
    return Signature(fn.__name__, tuple(inspect.signature(fn).parameters), outputs)


def outputs_of(fn: Callable[..., Any]) -> Iterator[Output]:
    """Yield the values named in the Returns section, in order."""
    for names, kind in section_items(inspect.getdoc(fn) or "", "Returns"):
        shape = _SHAPE.search(kind)
        for name in names.split(","):
            yield Output(name.strip(), shape[1] if shape else "")


def section_items(doc: str, title: str) -> Iterator[tuple[str, str]]:
    """Yield ``(names, type)`` of each item of a numpydoc section."""
    lines = doc.splitlines()
    inside = False
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if set(below.strip()) == {"-"}:  # an underlined line opens a section
            inside = line.strip() == title
        elif inside and (found := _ITEM.match(line)):
            yield found["names"], found["type"]
