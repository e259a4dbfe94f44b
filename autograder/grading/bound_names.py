"""Which names an instructor's solution cell binds, and which it only imports."""

from __future__ import annotations

import ast
import functools

from autograder.cell_process.shell import Transformer


def parse(source: str) -> ast.Module | None:
    """Parse a cell, magics included; None where it is no Python."""
    try:
        transformer = Transformer()  # type: ignore[no-untyped-call]
        return ast.parse(transformer.transform_cell(source))
    except (SyntaxError, ValueError):
        return None


@functools.cache
def bound_names(source: str) -> list[str]:
    """Return the names that a cell binds otherwise than by an import.

    Parameters
    ----------
    source : str
        The text of the cell.

    Returns
    -------
    list of str
        Sorted; functions and classes, targets of assignments, of loops and so on.
    """
    tree = parse(source)
    if tree is None:
        return []
    finder = _Finder()
    finder.visit(tree)
    return sorted(finder.found)


@functools.cache
def imports(source: str) -> str:
    """Return the top-level import statements of a cell, as one text."""
    tree = parse(source)
    found = tree.body if tree else []
    kept = [node for node in found if isinstance(node, ast.Import | ast.ImportFrom)]
    return "\n".join(ast.unparse(node) for node in kept)


class _Finder(ast.NodeVisitor):
    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.found.add(node.name)
        for inner in ast.walk(node):
            if isinstance(inner, ast.Global):
                self.found.update(inner.names)

    visit_AsyncFunctionDef = visit_FunctionDef  # type: ignore[assignment]  # noqa: N815

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.found.add(node.name)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        """Leave out: its names are its own."""

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store):
            self.found.add(node.id)
