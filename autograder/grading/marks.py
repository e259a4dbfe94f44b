"""An assignment's marks as the gradebook has them, read in a few queries."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sql

from autograder.errors import CourseError
from autograder.grading.gradebook import Gradebook, Stored, open_gradebook

CellKey = tuple[str, str]  # notebook, grade_id


@dataclass(frozen=True)
class Student:
    """A row of nbgrader's table of students."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""

    @property
    def name(self) -> str:
        """First and last name, or the id where neither is known."""
        return f"{self.first_name} {self.last_name}".strip() or self.id


@dataclass(frozen=True)
class Mark:
    """A cell's score: a person's where there is one, else the grader's."""

    notebook: str
    grade_id: str
    score: float
    max_score: float
    by_hand: bool = False
    waits: bool = False  # for a person
    extra_credit: float = 0.0


@dataclass(frozen=True)
class Record:
    """A row of ``autograder_result``, what the grader noted of a submission."""

    status: str
    flags: tuple[str, ...] = ()
    message: str = ""
    cells: Mapping[CellKey, Mapping[str, Any]] = field(default_factory=dict)
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    unsafe: bool = False


@dataclass(frozen=True)
class Submitted:
    """One student's submission with its marks."""

    student: str
    timestamp: datetime.datetime | None = None
    seconds_late: float = 0.0
    marks: tuple[Mark, ...] = ()
    penalties: Mapping[str, float] = field(default_factory=dict)  # by notebook
    comments: Mapping[CellKey, str] = field(default_factory=dict)
    record: Record | None = None
    in_gradebook: bool = True

    @property
    def score(self) -> float:
        """Sum of the cells, before the late penalty."""
        return sum(mark.score for mark in self.marks)

    @property
    def penalty(self) -> float:
        """Points taken for being late."""
        return sum(self.penalties.values())

    @property
    def total(self) -> float:
        """What counts, as nbgrader's own export has it."""
        return max(0.0, self.score - self.penalty)

    @property
    def waits(self) -> bool:
        """Whether a cell waits for a person."""
        return any(mark.waits for mark in self.marks)


@dataclass(frozen=True)
class ClassMarks:
    """An assignment with everybody's marks.

    Attributes
    ----------
    cells : dict of (str, str) to float
        Notebook and grade id of each graded cell, in the notebook's order as far as
        the gradebook knows it, with its points.
    students : tuple of Student
        All of the course, by id.
    submissions : dict of str to Submitted
        By student, those whose submission could not be taken included.
    """

    assignment: str
    duedate: datetime.datetime | None
    notebooks: tuple[str, ...]
    cells: Mapping[CellKey, float]
    students: tuple[Student, ...]
    submissions: Mapping[str, Submitted]

    @property
    def max_score(self) -> float:
        """Points of all graded cells."""
        return sum(self.cells.values())


def assignments_of(course: Path) -> list[str]:
    """Return the names of the gradebook's assignments, sorted."""
    from nbgrader.api import Assignment

    with open_gradebook(course) as gradebook, gradebook.reading() as db:
        return sorted(db.execute(sql.select(Assignment.name)).scalars())


def chosen(course: Path, assignments: Sequence[str] | None) -> list[str]:
    """Return the assignments asked for, or all; an unknown one is an error."""
    there = assignments_of(course)
    unknown = [name for name in assignments or [] if name not in there]
    if unknown:
        known = ", ".join(there) or "none"
        raise CourseError(
            f"the gradebook of {course} has no assignment {', '.join(unknown)}; it has "
            f"{known}. Release it first: python -m autograder release"
        )
    return list(assignments) if assignments else there


def read_marks(course: Path, assignment: str) -> ClassMarks:
    """Read one assignment's marks.

    Parameters
    ----------
    course : Path
        The course directory.
    assignment : str
        Its name, one of `assignments_of`.

    Returns
    -------
    ClassMarks
        Of all students and submissions.
    """
    from nbgrader import api

    with open_gradebook(course) as gradebook:
        records = _records(gradebook, assignment)
        with gradebook.reading() as db:
            query = sql.select(api.Assignment.id, api.Assignment.duedate)
            owner, due = db.execute(
                query.where(api.Assignment.name == assignment)
            ).one()
            students = _students(db)
            notebooks = _notebooks(db, owner)
            cells = _cells(db, owner)
            submissions = _submissions(db, owner, due, records, cells)
    for name, record in records.items():
        if name not in submissions:
            submissions[name] = Submitted(name, record=record, in_gradebook=False)
    return ClassMarks(assignment, due, notebooks, cells, students, submissions)


def _students(db: Any) -> tuple[Student, ...]:
    from nbgrader.api import Student as Row

    columns = (Row.id, Row.first_name, Row.last_name, Row.email, Row.lms_user_id)
    rows = db.execute(sql.select(*columns).order_by(Row.id))
    return tuple(Student(*(str(value or "") for value in row)) for row in rows)


def _notebooks(db: Any, owner: str) -> tuple[str, ...]:
    from nbgrader.api import Notebook

    query = sql.select(Notebook.name).where(Notebook.assignment_id == owner)
    return tuple(sorted(db.execute(query).scalars()))


def _cells(db: Any, owner: str) -> dict[CellKey, float]:
    from nbgrader.api import BaseCell, GradeCell, Notebook, TaskCell

    found: dict[CellKey, float] = {}
    for kind in (GradeCell, TaskCell):
        # The tables themselves: as classes they bring their parent's table along.
        table, base = kind.__table__, BaseCell.__table__
        query = (
            sql.select(Notebook.name, base.c.name, table.c.max_score)
            .select_from(table)
            .join(base, base.c.id == table.c.id)
            .join(Notebook, base.c.notebook_id == Notebook.id)
            .where(Notebook.assignment_id == owner)
            .order_by(Notebook.name, base.c.name)
        )
        for notebook, name, points in db.execute(query):
            found[notebook, name] = float(points or 0.0)
    return found


def _submissions(
    db: Any,
    owner: str,
    due: datetime.datetime | None,
    records: Mapping[str, Record],
    cells: Mapping[CellKey, float],
) -> dict[str, Submitted]:
    from nbgrader.api import SubmittedAssignment as Whole

    wanted = Whole.assignment_id == owner
    marks, comments = _marks(db, wanted, cells), _comments(db, wanted)
    penalties = _penalties(db, wanted)
    query = sql.select(Whole.id, Whole.student_id, Whole.timestamp, Whole.extension)
    return {
        student: Submitted(
            student,
            timestamp,
            _late(timestamp, due, extension),
            tuple(marks.get(own, ())),
            penalties.get(own, {}),
            comments.get(own, {}),
            records.get(student),
        )
        for own, student, timestamp, extension in db.execute(query.where(wanted))
    }


def _penalties(db: Any, wanted: Any) -> dict[str, dict[str, float]]:
    from nbgrader.api import Notebook, SubmittedAssignment, SubmittedNotebook

    part = SubmittedNotebook
    query = (
        sql.select(part.assignment_id, Notebook.name, part.late_submission_penalty)
        .join(SubmittedAssignment, part.assignment_id == SubmittedAssignment.id)
        .join(Notebook, part.notebook_id == Notebook.id)
    )
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for owner, notebook, penalty in db.execute(query.where(wanted)):
        found[owner][notebook] = float(penalty or 0.0)
    return found


def _late(
    timestamp: datetime.datetime | None,
    due: datetime.datetime | None,
    extension: datetime.timedelta | None,
) -> float:
    if timestamp is None or due is None:
        return 0.0
    until = due + (extension or datetime.timedelta())
    return max(0.0, (timestamp - until).total_seconds())


def _marks(
    db: Any, wanted: Any, cells: Mapping[CellKey, float]
) -> dict[str, list[Mark]]:
    from nbgrader.api import BaseCell, Grade

    grade: Any = Grade
    columns = (grade.score, grade.manual_score, grade.needs_manual_grade)
    found: dict[str, list[Mark]] = defaultdict(list)
    rows = _of_cells(db, wanted, grade, BaseCell, (*columns, grade.extra_credit))
    for owner, notebook, name, score, by_hand, waits, extra in rows:
        found[owner].append(
            Mark(
                notebook,
                name,
                float(score or 0.0),
                cells.get((notebook, name), 0.0),
                by_hand is not None,
                bool(waits),
                float(extra or 0.0),
            )
        )
    return found


def _comments(db: Any, wanted: Any) -> dict[str, dict[CellKey, str]]:
    from nbgrader.api import BaseCell, Comment

    found: dict[str, dict[CellKey, str]] = defaultdict(dict)
    comment: Any = Comment
    for owner, notebook, name, text in _of_cells(
        db, wanted, comment, BaseCell, (comment.comment,)
    ):
        if text:
            found[owner][notebook, name] = text
    return found


def _of_cells(db: Any, wanted: Any, table: Any, cell: Any, columns: Any) -> Any:
    """Select from a table that has a row for each submitted cell."""
    from nbgrader.api import Notebook, SubmittedAssignment, SubmittedNotebook

    part, whole = SubmittedNotebook, SubmittedAssignment
    query = (
        sql.select(part.assignment_id, Notebook.name, cell.name, *columns)
        .select_from(table)
        .join(part, table.notebook_id == part.id)
        .join(whole, part.assignment_id == whole.id)
        .join(Notebook, part.notebook_id == Notebook.id)
        .join(cell, table.cell_id == cell.id)
        .where(wanted)
        .order_by(Notebook.name, cell.name)
    )
    return db.execute(query)


def _records(gradebook: Gradebook, assignment: str) -> dict[str, Record]:
    """Read the grader's own table, which a course graded by nbgrader lacks."""
    return {row.student: _record(row) for row in gradebook.results([assignment])}


def _record(row: Stored) -> Record:
    cells = {(c["notebook"], c["grade_id"]): c for c in row.record.get("cells", ())}
    return Record(
        row.status,
        row.flags,
        row.message,
        cells,
        row.seconds,
        row.cpu_seconds,
        row.unsafe,
    )
