"""CSV that a spreadsheet shows as text and numbers, and never runs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from autograder.grading.pages import write_if_changed
from autograder.grading.plain_text import readable

# Full-width variants too: some programs turn them into the plain ones.
STARTS_FORMULA = frozenset("=+-@\t\r\n|%＝＋－＠")
# Where a semicolon separates the columns, what follows one begins a cell of its own.
_AFTER_SEMICOLON = re.compile(r"(;\s*)(?=[=+\-@|%＝＋－＠])")


def cell(value: object) -> str:
    """Return a value for a CSV cell; text that could be a formula gets an apostrophe.

    Numbers stay numbers.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:.10g}"
    text = str(value)
    risky = bool(text) and (
        text[0] in STARTS_FORMULA or text.lstrip()[:1] in STARTS_FORMULA
    )
    text = _AFTER_SEMICOLON.sub(r"\1'", readable(text))
    return f"'{text}" if risky and text != "-" else text


def write(
    path: Path, rows: Iterable[Sequence[object]], byte_order_mark: bool = True
) -> None:
    """Write rows as UTF-8.

    Parameters
    ----------
    path : Path
        The file.
    rows : iterable of sequence
        The head is the first of them.
    byte_order_mark : bool
        Excel takes the file for UTF-8 only with the mark; Canvas wants it without.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for row in rows:
        writer.writerow([cell(value) for value in row])
    encoding = "utf-8-sig" if byte_order_mark else "utf-8"
    write_if_changed(path, text.getvalue().encode(encoding, "replace"))
