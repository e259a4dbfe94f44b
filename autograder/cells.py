"""nbformat with types: cells, notebooks and their files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

_v4: Any = nbformat.v4
_nbformat: Any = nbformat


def markdown(cell_id: str, source: str) -> NotebookNode:
    """Make a Markdown cell with a fixed id."""
    cell: NotebookNode = _v4.new_markdown_cell(source, id=cell_id)
    return cell


def code(cell_id: str, source: str, metadata: dict[str, Any]) -> NotebookNode:
    """Make a code cell with a fixed id."""
    cell: NotebookNode = _v4.new_code_cell(source, id=cell_id, metadata=metadata)
    return cell


def notebook(cells: list[NotebookNode]) -> NotebookNode:
    """Make a valid notebook for Python."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    made: NotebookNode = _v4.new_notebook(cells=cells, metadata=metadata)
    _nbformat.validate(made)
    return made


def read(path: Path) -> NotebookNode:
    """Read a notebook as nbformat 4."""
    loaded: NotebookNode = _nbformat.read(path, as_version=4)
    return loaded


def write(made: NotebookNode, path: Path) -> None:
    """Write a notebook; the same notebook gives the same bytes on every system."""
    text = str(_nbformat.writes(made)).rstrip("\n") + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def settings(cell: NotebookNode) -> dict[str, Any]:
    """Return a cell's nbgrader metadata, empty for a cell of no role."""
    found: dict[str, Any] = cell.metadata.get("nbgrader", {})
    return found
