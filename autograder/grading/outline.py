"""What nbgrader's gradebook knows of an assignment, read once.

Ids, points and checksums stand in the database since `nbgrader generate_assignment`;
a plan read from sources that changed since then does not fit them.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from autograder.errors import CourseError
from autograder.grading.gradebook import Gradebook
from autograder.grading.records import Plan, PlanNotebook


@dataclass(frozen=True)
class CellRow:
    """A cell that gets a grade, a comment or both; its ids in the database."""

    name: str
    points: float = 0.0
    grade_id: str = ""  # empty where nothing is graded
    comment_id: str = ""  # empty where nobody comments
    task: bool = False
    checksum: str = ""  # of the cell as students were given it

    @property
    def manual(self) -> bool:
        """Whether the student writes it and a person grades it."""
        return bool(self.grade_id and self.comment_id and not self.task)


@dataclass(frozen=True)
class NotebookRow:
    """A notebook's id and its cells by name."""

    id: str
    name: str
    cells: dict[str, CellRow]


@dataclass(frozen=True)
class Outline:
    """An assignment's ids."""

    id: str
    name: str
    duedate: datetime.datetime | None
    notebooks: tuple[NotebookRow, ...]


def read_outline(gradebook: Gradebook, assignment: str) -> Outline:
    """Read an assignment's ids, points and checksums.

    Parameters
    ----------
    gradebook : Gradebook
        The open gradebook.
    assignment : str
        Its name.

    Raises
    ------
    CourseError
        When nbgrader has never generated the assignment.
    """
    from nbgrader import api

    if gradebook.has_assignments:
        with gradebook.reading() as connection, Session(connection) as session:
            query = sa.select(api.Assignment).where(api.Assignment.name == assignment)
            found = session.scalars(query).one_or_none()
            if found is not None and found.notebooks:
                notebooks = tuple(_notebook(each) for each in found.notebooks)
                return Outline(found.id, assignment, found.duedate, notebooks)
    raise CourseError(
        f"the gradebook does not know {assignment}; generate it first with: "
        f"nbgrader generate_assignment {assignment} (the units of this book: "
        f"python -m autograder release {assignment})"
    )


def _notebook(row: Any) -> NotebookRow:
    checksums = {cell.name: cell.checksum or "" for cell in row.source_cells}
    cells: dict[str, CellRow] = {}
    grades = {c.name: c for c in [*row.grade_cells, *row.task_cells]}
    comments = {c.name: c for c in [*row.solution_cells, *row.task_cells]}
    tasks = {c.name for c in row.task_cells}
    for name in grades | comments:
        grade, comment = grades.get(name), comments.get(name)
        cells[name] = CellRow(
            name,
            float(grade.max_score) if grade else 0.0,
            grade.id if grade else "",
            comment.id if comment else "",
            name in tasks,
            checksums.get(name, ""),
        )
    return NotebookRow(row.id, row.name, cells)


def require_match(outline: Outline, plan: Plan) -> None:
    """Refuse a plan whose graded cells are not those of the gradebook.

    Raises
    ------
    CourseError
        Naming the first cell that differs, and the command that repairs it.
    """
    planned = {notebook.name: notebook for notebook in plan.notebooks}
    known = {notebook.name: notebook for notebook in outline.notebooks}
    for name in sorted(planned.keys() | known.keys()):
        where = f"notebook {name}"
        if name not in known or name not in planned:
            place = "the gradebook" if name not in known else "source/"
            raise _changed(plan.assignment, f"{where} is not in {place}")
        difference = _first_difference(known[name], planned[name])
        if difference:
            raise _changed(plan.assignment, f"{where}: {difference}")


def _first_difference(known: NotebookRow, planned: PlanNotebook) -> str:
    """Compare graded cells and points; empty where all are the same."""
    ours = {
        cell.grade_id: cell.points
        for cell in planned.cells
        if cell.role in ("test", "manual", "task")
    }
    theirs = {c.name: c.points for c in known.cells.values() if c.grade_id}
    for name in sorted(ours.keys() | theirs.keys()):
        if name not in theirs:
            return f"cell {name} is not in the gradebook"
        if name not in ours:
            return f"cell {name} is in the gradebook and not in source/"
        if abs(ours[name] - theirs[name]) > 1e-9:  # typed numbers, not results
            had = f"{theirs[name]:g} in the gradebook"
            return f"cell {name} is worth {ours[name]:g} in source/ and {had}"
    return ""


def _changed(assignment: str, what: str) -> CourseError:
    return CourseError(
        f"the notebooks of {assignment} changed since they were generated: {what}. "
        f"Run: nbgrader generate_assignment {assignment} --force (the units of this "
        f"book: python -m autograder release {assignment})"
    )
