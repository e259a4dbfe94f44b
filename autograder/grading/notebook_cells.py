"""The cells of the ``autograded`` version of a notebook: what ran, with its outputs."""

from __future__ import annotations

import html
import re
from typing import Any

from autograder.grading.records import PlanCell, Program, Step

HIDDEN = "# Tests that are kept for grading ran here."
# A tag, a comment or a closing tag: Markdown passes them on to the instructor's page.
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
# The target of a link that runs as a program when somebody clicks on it; what Markdown
# and browsers pass over on the way does not hide it.
_PROGRAM = re.compile(
    r"\][(:]<*(?:javascript:|vbscript:|data:(?!image/(?:png|jpeg|gif)))", re.I
)
_PASSED_OVER = re.compile(r"[\\\x00-\x20\x7f-\xa0\u200b-\u200f\ufeff]")
_BACKTICKS = re.compile(r"`+")


def graded_cells(
    program: Program, outputs: list[list[dict[str, Any]]]
) -> list[dict[str, Any]]:
    """Return a notebook's cells as nbformat 4.5 has them.

    Hidden tests are left out, since feedback is made from these cells; a
    student's Markdown cannot carry HTML into the page of the person who grades.

    Parameters
    ----------
    program : Program
        The student's notebook in the instructor's order.
    outputs : list
        The outputs of each step.
    """
    return [
        _cell(number, step, found)
        for number, (step, found) in enumerate(zip(program.steps, outputs, strict=True))
    ]


def _cell(number: int, step: Step, outputs: list[dict[str, Any]]) -> dict[str, Any]:
    metadata = dict(step.cell.metadata) if step.cell else {}
    cell: dict[str, Any] = {
        "id": f"cell-{number}",
        "cell_type": step.cell_type,
        "metadata": metadata,
        "source": _source(step),
    }
    if step.attachments and step.cell_type == "markdown":
        cell["attachments"] = step.attachments
    if step.cell_type == "code":
        cell["execution_count"] = None
        cell["outputs"] = [_counted(output) for output in outputs]
    return cell


def _counted(output: dict[str, Any]) -> dict[str, Any]:
    if output.get("output_type") == "execute_result":
        return {**output, "execution_count": None}
    return output


def _source(step: Step) -> str:
    cell = step.cell
    if cell is not None and cell.role == "test":
        return without_hidden(cell)
    students = cell is None or cell.role in ("solution", "manual")
    if students and step.cell_type == "markdown":
        return harmless(step.source)
    return step.source


def harmless(text: str) -> str:
    """Return a student's Markdown that runs nothing in the page of who grades it.

    Tags become text. Where a link might run a program, all is shown as it was typed.
    """
    harmless = _TAG.sub("&lt;", text)
    if not _PROGRAM.search(_PASSED_OVER.sub("", _unescaped(text))):
        return harmless
    longest = max(map(len, _BACKTICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{harmless}\n{fence}"


def _unescaped(text: str) -> str:
    """Resolve entities, those that are made of entities too."""
    for _ in range(5):  # Markdown does it twice
        text = html.unescape(text)
    return text


def without_hidden(cell: PlanCell) -> str:
    """Return a test's text with each hidden region replaced by a comment."""
    lines = cell.source.split("\n")
    for first, last in reversed(cell.hidden_lines):
        lines[first - 1 : last] = [HIDDEN]
    return "\n".join(lines)
