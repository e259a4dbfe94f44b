"""``autograder unlock UNIT``: the references of a unit, for after the deadline.

A student who puts ``unlock-<unit>.py`` into the course folder gets an answer for
what is missing there; `rnn_core.progress` marks it as not theirs.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

from autograder import sources
from autograder.errors import AutograderError
from autograder.references import reference_text
from autograder.release import choose_units
from autograder.stripper import clean

_HEAD = '''\
"""Answers of the course for the unit {unit}: {names}.

Put this file into your course folder, beside unrolled-course.toml. It answers for
exercises of which the folder holds no function of yours.
"""

'''


def unlock_text(unit: str) -> str:
    """Return the unlock file of a unit.

    Parameters
    ----------
    unit : str
        The unit.

    Returns
    -------
    str
        A module: ``reference.py`` without decorators, markers and canary; what it
        takes from other units' references it takes from `rnn_core`.
    """
    text = reference_text(unit)
    names = list(sources.reference_functions(unit))
    body = clean(_without(text, _dropped(ast.parse(text))), sources.CANARY)
    body = re.sub(r"\bsolutions\.(\w+)\.reference(?:\.\w+)*", r"rnn_core.\1", body)
    whole = _HEAD.format(unit=unit, names=", ".join(names)) + body.strip() + "\n"
    _prove(unit, whole, names)
    return whole


def _dropped(tree: ast.Module) -> set[int]:
    """Return the lines of decorators and of their import."""
    nodes: list[ast.AST] = []
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == "rnn_core.exercise":
            nodes.append(node)
        nodes += getattr(node, "decorator_list", [])
    return {line for node in nodes for line in _lines(node)}


def _lines(node: ast.AST) -> range:
    first, last = getattr(node, "lineno", 0), getattr(node, "end_lineno", 0)
    return range(first, last + 1)


def _without(text: str, dropped: set[int]) -> str:
    numbered = enumerate(text.splitlines(keepends=True), start=1)
    return "".join(line for number, line in numbered if number not in dropped)


def _prove(unit: str, text: str, names: list[str]) -> None:
    defined = {getattr(node, "name", "") for node in ast.parse(text).body}
    missing = [name for name in names if name not in defined]
    if missing or sources.CANARY in text or "solutions" in text:
        message = f"the unlock file of {unit} came out wrong: {missing or 'imports'}; "
        raise AutograderError(message + f"see the reference in solutions/{unit}.")


def write_unlock(unit: str, folder: Path) -> Path:
    """Write ``unlock-<unit>.py`` into a folder."""
    (unit,) = choose_units([unit])
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"unlock-{unit}.py"
    path.write_text(unlock_text(unit), encoding="utf-8", newline="\n")
    return path
