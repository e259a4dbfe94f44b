"""Read the reference solutions of a unit as text.

They stand in ``solutions/<unit>/reference.py``; where that would grow too long,
``reference`` is a package and each of its modules holds a part.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable, Sequence
from pathlib import Path

from autograder.errors import SourceError
from autograder.stripper import strip
from rnn_core import catalogue

CHECKOUT = Path(__file__).resolve().parent.parent
WIDTH = 88


@functools.cache
def units_with_reference() -> tuple[str, ...]:
    """Return the units that have reference solutions, in the book's order."""
    return tuple(unit for unit in catalogue.UNITS if reference_files(unit))


def reference_files(unit: str) -> list[Path]:
    """Return the modules that hold a unit's reference solutions."""
    folder = CHECKOUT / "solutions" / unit
    if (folder / "reference.py").is_file():
        return [folder / "reference.py"]
    parts = sorted((folder / "reference").glob("*.py"))
    return [path for path in parts if path.stem != "__init__"]


@functools.cache
def reference_text(unit: str) -> str:
    """Return a unit's reference solutions as the text of one module.

    What the parts import from each other is left out.
    """
    nodes, bodies = [], []
    for path in reference_files(unit):
        text = path.read_text(encoding="utf-8")
        _refuse_loose_markers(path, text)
        tree = ast.parse(text)
        head = [n for n in tree.body if isinstance(n, ast.Import | ast.ImportFrom)]
        nodes += head
        last = max((node.end_lineno or 0 for node in head), default=0)
        bodies.append("\n".join(text.splitlines()[last:]).strip("\n"))
    own = f"solutions.{unit}.reference"
    return f"{_imports(nodes, own)}\n\n\n" + "\n\n\n".join(bodies) + "\n"


@functools.cache
def reference_functions(unit: str) -> dict[str, str]:
    """Return the source of each exercise of a unit, without its decorator."""
    found = {}
    for path in reference_files(unit):
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines(keepends=True)
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and _is_exercise(node):
                first = node.lineno - 1
                found[node.name] = "".join(lines[first : _end(node, lines)])
    return found


def import_line(module: str, names: Sequence[str]) -> str:
    """Write ``from module import names``, wrapped where it would be too long."""
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= WIDTH:
        return line
    inside = "".join(f"    {name},\n" for name in names)
    return f"from {module} import (\n{inside})"


def _imports(nodes: Iterable[ast.Import | ast.ImportFrom], own: str) -> str:
    """Merge the import statements of several modules."""
    plain, named = set(), dict[str, set[str]]()
    for node in nodes:
        if isinstance(node, ast.Import):
            plain.add(ast.unparse(node))
        elif node.module and not node.module.startswith(own):
            names = {ast.unparse(alias) for alias in node.names}
            named.setdefault(node.module, set()).update(names)
    lines = [import_line(module, sorted(named[module])) for module in sorted(named)]
    return "\n".join(sorted(plain)) + "\n\n" + "\n".join(lines)


def _refuse_loose_markers(path: Path, text: str) -> None:
    """Check a file's markers by themselves, so that the message can name it."""
    try:
        strip(text, lambda line: "pass")
    except SourceError as error:
        name = path.relative_to(CHECKOUT).as_posix()
        raise SourceError(f"{name}, {error}") from None


def _end(node: ast.stmt, lines: list[str]) -> int:
    """Return the last line of a function, with its closing marker."""
    end = node.end_lineno or node.lineno
    if end < len(lines) and lines[end].strip() == "### END SOLUTION":
        end += 1
    return end


def _is_exercise(node: ast.FunctionDef | ast.ClassDef) -> bool:
    return any(
        isinstance(mark, ast.Call)
        and isinstance(mark.func, ast.Name)
        and mark.func.id == "exercise"
        for mark in node.decorator_list
    )
