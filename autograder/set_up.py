"""The first code cell of a notebook: what its exercises need, imported by name."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from autograder import sources
from autograder.errors import SourceError
from autograder.references import import_line
from rnn_core import catalogue, functions, records


def set_up(notebook: str, uses: Mapping[str, Sequence[str]]) -> str:
    """Return the source of a notebook's first code cell.

    It imports what the docstrings and solutions of the notebook name. The stubs come
    too: then a check that runs before its function is written says so in a sentence.

    Parameters
    ----------
    notebook : str
        The notebook's name.
    uses : mapping of str to sequence of str
        Its exercises, each with the earlier ones that it may call.

    Returns
    -------
    str
        Imports, then ``start("…")``.

    Raises
    ------
    SourceError
        When a solution needs a name that nothing imports.
    """
    solutions = [sources.solution_source(name) for name in uses]
    called = [sources.stub_source(use) for names in uses.values() for use in names]
    lines = ["import numpy as np", "", "from rnn_core import check, start"]
    for module, texts in ((functions, solutions), (records, solutions + called)):
        words = set(re.findall(r"\w+", " ".join(texts)))
        names = [name for name in _public(module) if name in words]
        if names:
            lines.append(import_line(module.__name__, names))
    lines += _stub_imports(uses)
    lines += ["", f'start("{notebook}")']
    source = "\n".join(lines)
    _refuse_unknown_names(notebook, source, uses)
    return source


def _public(module: Any) -> list[str]:
    """Return the functions and classes that a module itself defines."""
    return [
        name
        for name, value in vars(module).items()
        if getattr(value, "__module__", None) == module.__name__
        and not name.startswith("_")
    ]


def _stub_imports(uses: Mapping[str, Sequence[str]]) -> list[str]:
    by_unit: dict[str, list[str]] = {}
    for exercise, earlier in uses.items():
        for name in (*earlier, exercise):
            unit = sources.unit_of(name)
            if name not in by_unit.setdefault(unit, []):
                by_unit[unit].append(name)
    return [
        import_line(f"rnn_core.{unit}", by_unit[unit])
        for unit in sorted(by_unit, key=catalogue.UNITS.index)
    ]


def _refuse_unknown_names(
    notebook: str, set_up_source: str, exercises: Iterable[str]
) -> None:
    """Refuse a solution that would raise NameError below its set-up cell."""
    known = set(vars(builtins)) | _bound(ast.parse(set_up_source))
    for exercise in exercises:
        tree = ast.parse(sources.solution_source(exercise))
        unknown = sorted(_loaded(tree) - _bound(tree) - known)
        if unknown:
            message = f"{exercise} uses {', '.join(unknown)}, which the set-up "
            message += f"cell of {notebook} does not import; put it into rnn_core."
            message += "functions or rnn_core.records, or inside the solution."
            raise SourceError(message)


def _loaded(tree: ast.AST) -> set[str]:
    """Return every name that is read somewhere inside a tree."""
    return {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


def _bound(tree: ast.AST) -> set[str]:
    """Return every name that some statement or argument inside a tree binds."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).split(".")[0])
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
    return names
