"""The statements of a store, written once: putting one together costs more than it.

Every one of them is SQLAlchemy's, so that it suits any database. Ids are made by us
(`rows`), so that no row is read back after it was written.
"""

from __future__ import annotations

import functools
from typing import Any

import sqlalchemy as sa

from autograder.grading.gradebook import EXTENSIONS, RESULTS


class Statements:
    """nbgrader's tables as a store reads and writes them.

    Attributes
    ----------
    known : Select
        One row on a student and an assignment: ``known``, ``content_hash``,
        ``promised``, and ``id``, ``timestamp``, ``extension`` of the submission; None
        for what is not there. Takes ``student``, ``assignment``, ``assignment_id``.
    find : Select
        A student's submission. Takes ``student``, ``assignment_id``.
    notebooks, grades, comments : Select
        What is below a submission. Take ``own``.
    scores : Select
        The grades of one notebook. Takes ``notebook``.
    """

    def __init__(self) -> None:
        from nbgrader import api

        self.student_table = api.Student.__table__
        self.submission_table = api.SubmittedAssignment.__table__
        self.notebook_table = api.SubmittedNotebook.__table__
        self.grade_table = api.Grade.__table__
        self.comment_table = api.Comment.__table__
        self.known = self._known()
        submission = self.submission_table
        own: Any = sa.bindparam("own")
        self.find = submission.select().where(
            submission.c.assignment_id == sa.bindparam("assignment_id"),
            submission.c.student_id == sa.bindparam("student"),
        )
        notebook, grade = self.notebook_table, self.grade_table
        self.notebooks = notebook.select().where(notebook.c.assignment_id == own)
        self.grades, self.comments = map(self._below, (grade, self.comment_table))
        self.scores = grade.select().where(
            grade.c.notebook_id == sa.bindparam("notebook")
        )

    def _known(self) -> Any:
        students, submissions = self.student_table, self.submission_table
        student: Any = sa.bindparam("student")
        assignment: Any = sa.bindparam("assignment")
        one = sa.select(sa.literal(1).label("one")).subquery()
        found = one.outerjoin(students, students.c.id == student)
        for table in (RESULTS, EXTENSIONS):
            here = (table.c.student == student) & (table.c.assignment == assignment)
            found = found.outerjoin(table, here)
        here = submissions.c.assignment_id == sa.bindparam("assignment_id")
        found = found.outerjoin(
            submissions, here & (submissions.c.student_id == student)
        )
        return sa.select(
            students.c.id.label("known"),
            RESULTS.c.content_hash,
            EXTENSIONS.c.seconds.label("promised"),
            submissions.c.id,
            submissions.c.timestamp,
            submissions.c.extension,
        ).select_from(found)

    def _below(self, table: Any) -> Any:
        notebooks = self.notebook_table
        own = notebooks.c.assignment_id == sa.bindparam("own")
        return table.select().where(table.c.notebook_id == notebooks.c.id, own)

    @functools.cached_property
    def take_promise(self) -> Any:
        """Remove an extension granted before there was a submission."""
        return EXTENSIONS.delete().where(
            EXTENSIONS.c.student == sa.bindparam("of_student"),
            EXTENSIONS.c.assignment == sa.bindparam("of_assignment"),
        )


@functools.cache
def statements() -> Statements:
    """Return the statements, the same in the whole process."""
    return Statements()


@functools.cache
def insert(table: Any) -> Any:
    """Return the statement that adds rows with the columns of its parameters."""
    return table.insert()


@functools.cache
def update(table: Any, *columns: str) -> Any:
    """Return the statement that changes columns of the row whose id is ``key``."""
    values: dict[str, Any] = {name: sa.bindparam(name) for name in columns}
    return table.update().where(table.c.id == sa.bindparam("key")).values(values)
