"""Flags: what an instructor should know of a submission, as ``kind:detail``.

A detail that concerns one notebook begins with its name, one that concerns a cell
goes on with ``/`` and the cell's grade id: ``missing_cell:problem1/squares``.
"""

from __future__ import annotations

MOST_DETAIL = 120  # characters; names come from students

_SENTENCES = {
    "missing_notebook": "The notebook {} was not handed in; its cells score 0.",
    "unreadable_notebook": "The notebook {} cannot be read; its cells score 0.",
    "missing_cell": "The answer cell {} is not in the notebook; it counts as empty.",
    "restored_cell": "The cell {} had been deleted; it was put back.",
    "duplicated_cell": (
        "The cell {} is there more than once; where the copies differ they run one "
        "after the other, so the last definition counts."
    ),
    "reordered_cells": (
        "Cells are not in the order in which they were given, from {} on; they were "
        "run in the given order."
    ),
    "retyped_cell": (
        "The cell {} was turned into another type (code, Markdown, raw); it counts "
        "as the type that was given."
    ),
    "repointed_cell": (
        "The grading settings of the cell {} were changed; those of the course count."
    ),
    "recovered_cell": (
        "The answer cell {} had lost its name; a cell that fits was taken for it."
    ),
    "edited_test_cell": (
        "The locked test cell {} was changed; the course's own text was run."
    ),
    "edited_locked_cell": (
        "The locked cell {} was changed; the course's own text was used."
    ),
    "unknown_cell": (
        "A cell carries a name that this assignment does not have, {}; it was run "
        "as a cell that the student added."
    ),
    "lost_metadata": (
        "The notebook {} came back without its grading settings (some editors drop "
        "them); its cells were recognised by their text and place."
    ),
    "schema_version": (
        "Cells carry settings of an unexpected version, {}; they were ignored."
    ),
    "foreign_kernel": (
        "The notebook names another kernel than Python, {}; it was run as Python."
    ),
    "renamed_notebook": "The notebook was handed in under another name: {}.",
    "extra_copy": "A copy lay beside the notebook and was not graded: {}.",
    "bad_timestamp": "timestamp.txt holds no time that can be read: {}.",
}


def flag(kind: str, detail: str) -> str:
    """Make a flag; what cannot be printed in its detail is escaped."""
    return f"{kind}:{printable(detail)}"


def explain(flag: str) -> str:
    """Say in a sentence what a flag means, for instructor and student.

    Parameters
    ----------
    flag : str
        ``kind:detail``.

    Returns
    -------
    str
        The flag itself where its kind is not known here.
    """
    kind, _, detail = flag.partition(":")
    sentence = _SENTENCES.get(kind)
    return flag if sentence is None else sentence.format(detail)


def printable(text: str, limit: int = MOST_DETAIL) -> str:
    r"""Escape control characters, direction marks and lone surrogates; shorten.

    Examples
    --------
    >>> printable("ann\x1b[2J")
    'ann\\x1b[2J'
    """
    short = text if len(text) <= limit else text[: limit - 1] + "…"
    return "".join(c if c.isprintable() else _escaped(c) for c in short)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
