"""Solution cells that are equal after renaming.

Equality is that of the syntax tree without comments, docstrings, formatting and
annotations, names numbered in the order in which they occur. It says nothing of who
wrote what: short exercises have few right answers, and a group that holds much of the
class is the obvious answer rather than a copy.
"""

from __future__ import annotations

import ast
import builtins
import hashlib
import warnings
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

MOST_CHARACTERS = 50_000  # a longer cell is not compared
FEWEST_NODES = 50  # about six lines; below, equal answers are to be expected
MOST_OF_CLASS = 0.25  # a larger group is the obvious answer
Cell = tuple[str, str]  # notebook, grade id
KEPT = frozenset(dir(builtins))


class Group(NamedTuple):
    """Students whose cells are equal after renaming."""

    cell: Cell
    students: tuple[str, ...]
    nodes: int  # size of the syntax tree
    share: float  # of those who answered


def groups(
    answers: Mapping[Cell, Mapping[str, str]],
    known: Mapping[Cell, Sequence[str]] | None = None,
) -> list[Group]:
    """Find equal solution cells.

    Parameters
    ----------
    answers : mapping
        For each cell (notebook, grade id) the students' texts.
    known : mapping, optional
        For each cell the instructor's texts, solution and stub; who has the same is
        in no group.

    Returns
    -------
    list of Group
        Of two students or more, the longest answers first. Short answers and those
        that a large part of the class gave are left out.
    """
    found: list[Group] = []
    for cell, texts in answers.items():
        alike: dict[str, list[str]] = defaultdict(list)
        sizes: dict[str, int] = {}
        expected = {normal_form(text) for text in (known or {}).get(cell, ())}
        for student, text in texts.items():
            shape = normal_form(text)
            if shape is not None and shape not in expected:
                alike[shape.digest].append(student)
                sizes[shape.digest] = shape.nodes
        total = len(texts)
        found += [
            Group(cell, tuple(sorted(members)), sizes[digest], len(members) / total)
            for digest, members in alike.items()
            if _remarkable(len(members), total, sizes[digest])
        ]
    return sorted(found, key=lambda group: (-group.nodes, group.cell, group.students))


def _remarkable(members: int, total: int, nodes: int) -> bool:
    if members < 2 or nodes < FEWEST_NODES:
        return False
    return members == 2 or members / total <= MOST_OF_CLASS


class Shape(NamedTuple):
    """What remains of a cell when names and looks are taken away."""

    digest: str
    nodes: int


def normal_form(text: str) -> Shape | None:
    """Return a cell's shape, None where there is nothing that can be compared."""
    if len(text) > MOST_CHARACTERS:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # such as a backslash in a plain string
            tree = ast.parse(text)
        _strip(tree)
        numbers = _number(tree)
        dump = ast.dump(tree)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if not numbers:
        return None
    nodes = sum(1 for _ in ast.walk(tree))
    return Shape(hashlib.sha256(dump.encode("utf-8", "replace")).hexdigest(), nodes)


def _strip(tree: ast.AST) -> None:
    """Take away docstrings, annotations and imports."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            kept = [line for line in body if not _says_nothing(line)]
            node.body = kept or [ast.Pass()]  # type: ignore[attr-defined]
        if isinstance(node, ast.arg):
            node.annotation = None
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.returns = None


def _says_nothing(line: ast.AST) -> bool:
    if isinstance(line, ast.Import | ast.ImportFrom):
        return True
    return isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant)


def _number(tree: ast.AST) -> dict[str, str]:
    """Replace each name by its place in the order of appearance."""
    numbers: dict[str, str] = {}
    for node in ast.walk(tree):
        for attribute in _names_of(node):
            name = getattr(node, attribute)
            if isinstance(name, str) and name not in KEPT:
                new = numbers.setdefault(name, f"n{len(numbers)}")
                setattr(node, attribute, new)
    return numbers


def _names_of(node: ast.AST) -> Iterable[str]:
    if isinstance(node, ast.Name):
        return ("id",)
    if isinstance(node, ast.arg | ast.keyword):
        return ("arg",)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return ("name",)
    return ()
