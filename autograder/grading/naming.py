"""Names in submissions: which ones are refused, and which notebook is which."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from autograder.grading.flags import flag, printable
from autograder.grading.reading import Unreadable

MOST_NAME = 128
# They make a name show as another one: "annipynb.exe" for "annexe.bpyni".
_BIDI = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_REFUSED = frozenset({"Cc", "Cs", "Zl", "Zp"})
# What browsers, JupyterLab and file managers add to a second file of a name.
_COPY = re.compile(r"-copy\d*$|(?:[ _-]{1,3}copy(?: ?\d{1,3})?)$")
_NUMBERED = re.compile(r"[ _]?\(\d{1,3}\)$")


def bad_name(name: str) -> str:
    """Say what is wrong with a name of a student; empty when nothing is."""
    if not name or name.strip() != name:
        return "is empty or begins or ends with a space"
    if name.startswith("."):
        return "begins with a dot"
    if len(name) > MOST_NAME:
        return f"has {len(name)} characters, at most {MOST_NAME} are allowed"
    if "/" in name or "\\" in name:
        return "contains a slash"
    return bad_characters(name)


def bad_characters(name: str) -> str:
    """Say which characters have no place in a name; empty when all may stay."""
    kinds = {unicodedata.category(character) for character in name}
    if kinds & _REFUSED:
        return "contains control characters or is no valid text"
    return "contains marks that change the direction of text" if _BIDI & {*name} else ""


def is_notebook(name: str) -> bool:
    """Tell whether a file's name ends as a notebook's does."""
    return name.lower().endswith(".ipynb")


def canonical(stem: str) -> str:
    """Return a notebook's name without case, composition and marks of a copy."""
    name = unicodedata.normalize("NFC", stem).casefold().strip()
    while True:
        shorter = _NUMBERED.sub("", _COPY.sub("", name)).strip()
        if shorter in (name, ""):
            return name
        name = shorter


def assign(
    wanted: Iterable[str], files: Mapping[str, bytes]
) -> tuple[dict[str, bytes], list[str]]:
    """Find the plan's notebooks among the files of a submission.

    Parameters
    ----------
    wanted : iterable of str
        Names of the plan's notebooks, without ``.ipynb``.
    files : mapping of str to bytes
        All files, by relative path.

    Returns
    -------
    notebooks : dict of str to bytes
        Under the plan's names, with ``.ipynb``; those missing are left out.
    flags : list of str
        Renamed notebooks and copies.

    Raises
    ------
    Unreadable
        ``ambiguous_submission``: only a person can tell which notebook is meant.
    """
    names, flags = list(wanted), []
    found: dict[str, bytes] = {}
    handed_in = [path for path in files if is_notebook(path)]
    exact = {f"{name}.ipynb" for name in names}
    others = [path for path in handed_in if path not in exact]
    for name in names:
        fitting = _candidates(name, others)
        own = f"{name}.ipynb"
        if own in files:
            found[own] = files[own]
            flags += _copies(own, fitting, files)
        elif fitting:
            chosen = _only(own, fitting, files)
            found[own] = files[chosen]
            flags.append(flag("renamed_notebook", chosen))
    if not found and len(names) == len(handed_in) == 1:
        found[f"{names[0]}.ipynb"] = files[handed_in[0]]
        flags.append(flag("renamed_notebook", handed_in[0]))
    return found, flags


def _candidates(name: str, others: list[str]) -> list[str]:
    """Return the notebooks that `name` may be meant by; in folders if nowhere else."""
    key = canonical(name)
    fitting = [p for p in others if canonical(_stem(p)) == key]
    return [p for p in fitting if "/" not in p] or fitting


def _stem(path: str) -> str:
    return path.rpartition("/")[2][: -len(".ipynb")]


def _copies(own: str, fitting: list[str], files: Mapping[str, bytes]) -> list[str]:
    """Flag copies beside the right name; a browser's ``(1)`` may be the newer one."""
    flags = []
    for path in fitting:
        if "/" in path:
            continue
        made_by_hand = _COPY.search(_stem(path).casefold()) is not None
        if not made_by_hand and files[path] != files[own]:
            raise _ambiguous(own, [own, path])
        flags.append(flag("extra_copy", path))
    return flags


def _only(own: str, fitting: list[str], files: Mapping[str, bytes]) -> str:
    if len({files[path] for path in fitting}) > 1:
        raise _ambiguous(own, fitting)
    return fitting[0]


def _ambiguous(own: str, paths: list[str]) -> Unreadable:
    listed = " and ".join(printable(path) for path in paths)
    return Unreadable(
        "ambiguous_submission",
        f"{listed} were handed in and differ; expected one {own}: remove the others.",
    )
