"""Take solutions out of a source text, strictly.

A region begins with a line ``### BEGIN SOLUTION`` and ends with ``### END SOLUTION``.
Anything that resembles a marker and is not exactly one is an error: a marker that
slips through would publish a solution.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from autograder.errors import SourceError

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
_ALIKE = re.compile(r"(begin|end)\W{0,3}solution", re.IGNORECASE)


def strip(text: str, stub: Callable[[int], str]) -> str:
    """Replace each solution region by its stub.

    Parameters
    ----------
    text : str
        Python source with markers.
    stub : callable
        Gets the number of the region's first line, counted from 1; returns the text
        to put there, which is indented as the marker was.

    Raises
    ------
    SourceError
        For a nested, unclosed, stray or misspelt marker; names the line.
    """
    kept: list[str] = []
    opened, indent = 0, ""
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        kind = _marker(line, number)
        if kind == BEGIN:
            if opened:
                raise _error(number, f"a second '{BEGIN}' inside the one of {opened}")
            opened, indent = number, line[: len(line) - len(line.lstrip())]
        elif kind == END:
            if not opened:
                raise _error(number, f"'{END}' without a '{BEGIN}' before it")
            kept += [f"{indent}{part}\n" for part in stub(opened).splitlines()]
            opened = 0
        elif not opened:
            kept.append(line)
    if opened:
        raise _error(opened, f"'{BEGIN}' is never closed; add '{END}'")
    return "".join(kept)


def clean(text: str, canary: str) -> str:
    """Return a solution without its markers and canary lines, the body kept."""
    kept = []
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        if not _marker(line, number) and canary not in line:
            kept.append(line)
    return "".join(kept)


def _marker(line: str, number: int) -> str:
    bare = line.strip()
    if bare in (BEGIN, END):
        return bare
    if _ALIKE.search(line):
        raise _error(
            number, f"{bare!r} resembles a marker; write exactly '{BEGIN}' or '{END}'"
        )
    return ""


def _error(number: int, message: str) -> SourceError:
    return SourceError(f"line {number}: {message}.")
