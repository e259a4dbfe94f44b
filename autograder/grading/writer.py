"""The one writer of a course's gradebook and of its ``autograded`` tree."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import fcntl
import json
import os
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from autograder.course_dir import require
from autograder.errors import CourseError
from autograder.grading.gradebook import GRADER, RESULTS, Gradebook, Stored
from autograder.grading.late import penalty_function
from autograder.grading.layout import read_layout
from autograder.grading.outline import Outline, read_outline, require_match
from autograder.grading.records import REFUSED, Plan, Result, Submission
from autograder.grading.rows import Rows, settle
from autograder.grading.statements import insert
from autograder.grading.store import (
    Key,
    autograded_files,
    finish,
    leftovers,
    recover,
    replace_tree,
    work_folder,
)

UNSAFE = "unsafe"  # the flag of what was graded without a sandbox
UNSCORED = REFUSED | {"infra_error"}  # statuses that write no grades


class Writer:
    """Opens a course for grading; use it in a ``with`` block.

    Parameters
    ----------
    course : Path
        The course directory.
    dry_run : bool
        Read only: `store` is not allowed, and our tables are not made.

    Raises
    ------
    CourseError
        When another writer is at work in the same course.
    """

    def __init__(self, course: Path, dry_run: bool = False) -> None:
        from nbgrader.converters import Autograde

        self.course = require(course)
        self.dry_run = dry_run
        self._layout = read_layout(self.course)
        directory, config = self._layout.directory, self._layout.config
        self._settings = Autograde(coursedir=directory, config=config)
        self._penalty = penalty_function(config)
        self._outlines: dict[str, Outline] = {}
        self._graded: dict[str, set[str]] = {}  # by assignment: who has an outcome
        self._state = self.course / ".autograder"
        self._open = contextlib.ExitStack()
        self._storing = False
        self._work: Path | None = None  # free for the next store

    def __enter__(self) -> Writer:
        with contextlib.ExitStack() as opened:
            self._state.mkdir(exist_ok=True)
            opened.callback(_lock(self._state / "lock"))
            url = str(self._layout.directory.db_url)
            self.gradebook = opened.enter_context(Gradebook(url, not self.dry_run))
            if not opened.enter_context(self.gradebook.alone()):
                raise CourseError(
                    f"{self.gradebook.place} is being graded already, from another "
                    "copy of the course: wait until it is done, or end it."
                )
            if not self.dry_run:
                self._sweep()
            self._open = opened.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        # What a full disk or a lost database left is tried again at the next start.
        if self._work is not None:
            with contextlib.suppress(OSError):
                self._work.rmdir()
        with contextlib.suppress(Exception):
            if not self.dry_run:
                self._sweep()
        self._open.close()

    def _sweep(self) -> None:
        for folder in leftovers(self._state):
            recover(folder, self._is_written)

    def _is_written(self, key: Key) -> bool:
        stored = self.gradebook.previous(key.student, key.assignment)
        return stored is not None and stored.graded_at == key.graded_at

    def prepare(self, plan: Plan) -> Plan:
        """Hold a plan against the gradebook, and give it the assignment's seed.

        Raises
        ------
        CourseError
            When the gradebook has never heard of it, or of other cells.
        """
        outline = read_outline(self.gradebook, plan.assignment)
        require_match(outline, plan)
        self._outlines[plan.assignment] = outline
        seed = self.gradebook.seed(plan.assignment, keep=not self.dry_run)
        return dataclasses.replace(plan, seed=seed)

    def previous(self, student: str, assignment: str) -> Stored | None:
        """Return the last outcome of a submission, None where there is none."""
        if student not in self._students(assignment):
            return None
        return self.gradebook.previous(student, assignment)

    def _students(self, assignment: str) -> set[str]:
        """Return who has an outcome; nobody else writes one while this is open."""
        if assignment not in self._graded:
            self._graded[assignment] = self.gradebook.students(assignment)
        return self._graded[assignment]

    def already_graded(self, submission: Submission, plan: Plan) -> bool:
        """Tell whether the same submission was graded by the same sources."""
        stored = self.previous(submission.student, submission.assignment)
        if stored is None or stored.status == "infra_error":
            return False
        now = (submission.content_hash, plan.version, plan.seed)
        if now != (stored.content_hash, stored.version, stored.seed):
            return False
        if stored.status == "unknown_student":  # who may be known by now
            return not self.may_write(submission.student)
        if stored.status in REFUSED or submission.problem[0]:
            return stored.status in REFUSED or stored.status == submission.problem[0]
        target = self._target(submission.student, submission.assignment)
        if not any(target.glob("*.ipynb")):
            return False
        with self.gradebook.reading() as connection:
            rows = self._rows(connection, submission.assignment)
            return rows.find(submission.student) is not None

    def may_write(self, student: str) -> bool:
        """Tell whether a student is known or may be added."""
        if self._settings.create_student:
            return True
        from nbgrader import api

        students = api.Student.__table__
        query = sa.select(students.c.id).where(students.c.id == student)
        with self.gradebook.reading() as connection:
            return connection.execute(query).first() is not None

    def auto_score(self, student: str, assignment: str) -> float | None:
        """Return the automatic points in the gradebook, None without a submission."""
        from nbgrader import api

        with self.gradebook.reading() as connection:
            own = self._rows(connection, assignment).find(student)
            if own is None:
                return None
            grades, notebooks = api.Grade.__table__, api.SubmittedNotebook.__table__
            query = sa.select(sa.func.sum(grades.c.auto_score)).where(
                grades.c.notebook_id == notebooks.c.id,
                notebooks.c.assignment_id == own.id,
            )
            return float(connection.execute(query).scalar() or 0.0)

    def refresh(self, submission: Submission) -> bool:
        """Bring timestamp and late penalty of a graded submission up to date.

        Returns
        -------
        bool
            Whether something changed: the time of handing in, the due date, an
            extension, or a score that a person gave.
        """
        with self.gradebook.reading() as connection:
            before = self._rows(connection, submission.assignment)
            if before.find(submission.student) is None:
                return False
        with self.gradebook.writing() as connection:
            rows = self._rows(connection, submission.assignment)
            return rows.penalties(submission)

    def settled(self, result: Result, submission: Submission) -> Result:
        """Return a result as `store` keeps it: missing and empty parts score 0."""
        if result.status in UNSCORED or submission.problem[0]:
            return result
        outline = self._outline(result.assignment)
        return settle(result, submission, outline)

    def store(
        self, result: Result, submission: Submission, plan: Plan, unsafe: bool = False
    ) -> Result:
        """Keep the outcome of one submission: its files, then its rows.

        Parameters
        ----------
        result : Result
            The outcome. Where there is none (a refused submission, a fault of ours)
            older grades stay, and only our own table says what happened.
        submission : Submission
            What was graded.
        plan : Plan
            By what.
        unsafe : bool
            Stamp it: it was graded without a sandbox.

        Returns
        -------
        Result
            As it was stored.
        """
        if self.dry_run:
            raise RuntimeError("a dry run writes nothing")
        self._begin_stores()
        self._students(result.assignment).add(result.student)
        if unsafe and UNSAFE not in result.flags:
            result = dataclasses.replace(result, flags=(*result.flags, UNSAFE))
        moment = datetime.datetime.now(datetime.UTC).isoformat()
        if result.status in UNSCORED or submission.problem[0]:
            with self.gradebook.writing() as connection:
                _record(connection, result, submission, plan, moment)
            return result
        result = self.settled(result, submission)
        target = self._target(result.student, result.assignment)
        key = Key(result.student, result.assignment, moment, str(target))
        # After a store that failed it is not taken again: what it holds is needed.
        work, self._work = self._work or work_folder(self._state), None
        self._put_in_place(work, key, result, submission, plan)
        with self.gradebook.writing() as connection:
            own = self._rows(connection, result.assignment).save(submission, result)
            first = own.content_hash is None
            _record(connection, result, submission, plan, moment, first)
        finish(work)
        self._work = work
        return result

    def _begin_stores(self) -> None:
        """Make the gradebook ready at the first store: often there is nothing to do."""
        if not self._storing:
            self._storing = True
            self._open.enter_context(self.gradebook.many_writes())

    def _put_in_place(
        self, work: Path, key: Key, result: Result, submission: Submission, plan: Plan
    ) -> None:
        own = self._settings.exclude_overwriting.get(plan.assignment, [])
        files = autograded_files(result, submission, plan, frozenset(own))
        mode = int(str(self._settings.permissions), 8)
        shared = bool(self._layout.directory.groupshared)
        replace_tree(work, key, files, mode, shared)

    def _target(self, student: str, assignment: str) -> Path:
        return self._layout.folder("autograded", student, assignment)

    def _rows(self, connection: sa.Connection, assignment: str) -> Rows:
        return Rows(connection, self._outline(assignment), self._penalty)

    def _outline(self, assignment: str) -> Outline:
        if assignment not in self._outlines:
            self._outlines[assignment] = read_outline(self.gradebook, assignment)
        return self._outlines[assignment]


def _lock(path: Path) -> Any:
    """Take the lock of a course; what is returned gives it back."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.read(file, 32).decode("ascii", errors="replace").strip()
        os.close(file)
        raise CourseError(
            f"{path.parent.parent} is being graded already, by process "
            f"{holder or 'unknown'}: wait until it is done, or end it."
        ) from error
    os.ftruncate(file, 0)
    os.pwrite(file, f"{os.getpid()}\n".encode(), 0)
    return lambda: os.close(file)


def _storable(text: str) -> str:
    """Return a text without what some database cannot hold."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def _record(
    connection: sa.Connection,
    result: Result,
    submission: Submission,
    plan: Plan,
    moment: str,
    first: bool = False,
) -> None:
    """Write our own row, in the place of the one before where it is not the first."""
    values = {
        "student": result.student,
        "assignment": result.assignment,
        "content_hash": submission.content_hash,
        "source_version": plan.version,
        "seed": plan.seed,
        "status": result.status,
        "flags": json.dumps(result.flags),
        "record": json.dumps(result.public()),
        "message": _storable(result.message),
        "graded_at": moment,
        "seconds": result.seconds,
        "cpu_seconds": result.cpu_seconds,
        "unsafe": UNSAFE in result.flags,
        "grader": GRADER,
    }
    key = {"of_student": result.student, "of_assignment": result.assignment}
    if first or not connection.execute(_REPLACE, values | key).rowcount:
        connection.execute(insert(RESULTS), values)


_REPLACE = RESULTS.update().where(
    RESULTS.c.student == sa.bindparam("of_student"),
    RESULTS.c.assignment == sa.bindparam("of_assignment"),
)
