"""The rows of one graded submission, as `nbgrader autograde` writes them.

Only automatic columns are written: what a person entered (manual scores, extra
credit, comments) stays.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from autograder.grading.gradebook import EXTENSIONS
from autograder.grading.outline import CellRow, NotebookRow, Outline
from autograder.grading.records import CellResult, Result, Submission, gravest

# student, score of a notebook, seconds late -> penalty
Penalty = Callable[[str, float, float], float | None]
_ESCAPED_TAG = re.compile(r"&lt;(?=[A-Za-z/!?])")
NO_RESPONSE = "No response."


class Rows:
    """Writes one submission's rows inside a transaction.

    Parameters
    ----------
    connection : Connection
        In a transaction.
    outline : Outline
        The assignment's ids.
    penalty : callable
        nbgrader's plugin for late work.
    """

    def __init__(
        self, connection: sa.Connection, outline: Outline, penalty: Penalty
    ) -> None:
        from nbgrader import api

        self.connection = connection
        self.outline = outline
        self.penalty = penalty
        self.students = api.Student.__table__
        self.submissions = api.SubmittedAssignment.__table__
        self.notebooks = api.SubmittedNotebook.__table__
        self.grades = api.Grade.__table__
        self.comments = api.Comment.__table__
        self._new: set[str] = set()  # ids made here: nothing can belong to them yet

    def save(self, submission: Submission, result: Result, same_content: bool) -> None:
        """Write scores, comments, timestamp and penalties.

        Parameters
        ----------
        submission : Submission
            What was handed in.
        result : Result
            Its outcome, as `settle` returned it.
        same_content : bool
            Graded before as it is: a person's grade then needs another look only
            where the automatic score changed.
        """
        self.require_student(submission.student)
        own = self.submission(submission)
        cells = shown_cells(result)
        scores = {(c.notebook, c.grade_id): c.score for c in result.cells}
        notebooks = self._notebooks(own)
        for notebook, row in notebooks:
            handed_in = has_notebook(submission, notebook.name)
            shown = cells.get(notebook.name, {}) if handed_in else {}
            self._grades(notebook, row, scores, handed_in, same_content)
            self._comments(notebook, row, shown)
        self._penalties(submission, own, notebooks)

    def require_student(self, student: str) -> None:
        """Add a student whom the gradebook does not know."""
        found = sa.select(self.students.c.id).where(self.students.c.id == student)
        if self.connection.execute(found).first() is None:
            self.connection.execute(self.students.insert().values(id=student))

    def find(self, student: str) -> Any:
        """Return the row of a student's submission, None where there is none."""
        c = self.submissions.c
        query = self.submissions.select().where(
            c.assignment_id == self.outline.id, c.student_id == student
        )
        return self.connection.execute(query).first()

    def submission(self, submission: Submission) -> Any:
        """Return the row of a submission, made or with its new timestamp."""
        row = self.find(submission.student)
        if row is None:
            self.connection.execute(
                self.submissions.insert().values(
                    assignment_id=self.outline.id,
                    student_id=submission.student,
                    timestamp=submission.timestamp,
                    extension=self._promised_extension(submission.student),
                )
            )
            made = self.find(submission.student)
            self._new.add(made.id)
            return made
        # As in nbgrader, a missing timestamp does not delete the one that was there.
        if submission.timestamp in (None, row.timestamp):
            return row
        chosen = self.submissions.c.id == row.id
        changed = self.submissions.update().where(chosen)
        self.connection.execute(changed.values(timestamp=submission.timestamp))
        return self.find(submission.student)

    def _promised_extension(self, student: str) -> datetime.timedelta | None:
        """Take the extension that was granted before there was a submission."""
        chosen = (EXTENSIONS.c.student == student) & (
            EXTENSIONS.c.assignment == self.outline.name
        )
        query = sa.select(EXTENSIONS.c.seconds).where(chosen)
        seconds = self.connection.execute(query).scalar()
        if seconds is None:
            return None
        self.connection.execute(EXTENSIONS.delete().where(chosen))
        return datetime.timedelta(seconds=seconds)

    def _notebooks(self, own: Any) -> list[tuple[NotebookRow, Any]]:
        there = self._below(self.notebooks, "assignment_id", own.id, "notebook_id")
        missing = [n for n in self.outline.notebooks if n.id not in there]
        if missing:
            rows = [{"assignment_id": own.id, "notebook_id": n.id} for n in missing]
            self.connection.execute(self.notebooks.insert(), rows)
            before = {row.id for row in there.values()}
            there = self._by(self.notebooks, "assignment_id", own.id, "notebook_id")
            self._new |= {row.id for row in there.values()} - before
        return [(notebook, there[notebook.id]) for notebook in self.outline.notebooks]

    def _by(self, table: Any, column: str, value: str, key: str) -> dict[str, Any]:
        rows = self.connection.execute(table.select().where(table.c[column] == value))
        return {getattr(row, key): row for row in rows}

    def _below(self, table: Any, column: str, value: str, key: str) -> dict[str, Any]:
        """Return what was there before this transaction."""
        return {} if value in self._new else self._by(table, column, value, key)

    def _grades(
        self,
        notebook: NotebookRow,
        row: Any,
        scores: dict[tuple[str, str], float | None],
        handed_in: bool,
        same_content: bool,
    ) -> None:
        there = self._below(self.grades, "notebook_id", row.id, "cell_id")
        added, changed = [], []
        for cell in notebook.cells.values():
            if not cell.grade_id:
                continue
            score = scores.get((notebook.name, cell.name))
            old = there.get(cell.grade_id)
            waits = score is None
            if old is None:
                new = {"notebook_id": row.id, "cell_id": cell.grade_id}
                added.append(new | _grade(score, waits))
                continue
            if handed_in and old.manual_score is not None:
                waits = not (same_content and old.auto_score == score)
                waits = waits or old.needs_manual_grade
            if (old.auto_score, old.needs_manual_grade) != (score, waits):
                changed.append({"key": old.id} | _grade(score, waits))
        self._write(self.grades, added, changed)

    def _comments(
        self, notebook: NotebookRow, row: Any, shown: dict[str, dict[str, Any]]
    ) -> None:
        there = self._below(self.comments, "notebook_id", row.id, "cell_id")
        added, changed = [], []
        for cell in notebook.cells.values():
            if not cell.comment_id:
                continue
            silent = not cell.task and unchanged(cell, shown.get(cell.name))
            text = NO_RESPONSE if silent else None
            old = there.get(cell.comment_id)
            if old is None:
                new = {"notebook_id": row.id, "cell_id": cell.comment_id}
                added.append({**new, "auto_comment": text})
            elif old.auto_comment != text:
                changed.append({"key": old.id, "auto_comment": text})
        self._write(self.comments, added, changed)

    def _write(
        self, table: Any, added: list[dict[str, Any]], changed: list[dict[str, Any]]
    ) -> None:
        if added:
            self.connection.execute(table.insert(), added)
        if changed:
            columns = [name for name in changed[0] if name != "key"]
            update = table.update().where(table.c.id == sa.bindparam("key"))
            values: dict[str, Any] = {name: sa.bindparam(name) for name in columns}
            self.connection.execute(update.values(values), changed)

    def penalties(self, submission: Submission, own: Any) -> bool:
        """Set the late penalty of each notebook; tell whether one changed."""
        return self._penalties(submission, own, self._notebooks(own))

    def _penalties(
        self, submission: Submission, own: Any, notebooks: list[tuple[NotebookRow, Any]]
    ) -> bool:
        late = seconds_late(own.timestamp, self.outline.duedate, own.extension)
        changed = False
        for notebook, row in notebooks:
            value = None
            if late > 0 and has_notebook(submission, notebook.name):
                value = self.penalty(submission.student, self._score(row.id), late)
            if value != row.late_submission_penalty:
                chosen = self.notebooks.update().where(self.notebooks.c.id == row.id)
                self.connection.execute(chosen.values(late_submission_penalty=value))
                changed = True
        return changed

    def _score(self, notebook_id: str) -> float:
        grades = self._by(self.grades, "notebook_id", notebook_id, "cell_id").values()
        return sum(_counted(grade) for grade in grades)


def settle(result: Result, submission: Submission, outline: Outline) -> Result:
    """Give 0 where nothing was handed in to grade, so that no person has to look.

    That is every cell of a missing notebook, as in nbgrader, and every manually
    graded answer that is still the text which was given out.
    """
    shown = shown_cells(result)
    rows = {notebook.name: notebook.cells for notebook in outline.notebooks}

    def settled(cell: CellResult) -> CellResult:
        if not has_notebook(submission, cell.notebook):
            return dataclasses.replace(cell, score=0.0, status="not_run")
        row = rows.get(cell.notebook, {}).get(cell.grade_id)
        text = shown.get(cell.notebook, {}).get(cell.grade_id)
        if cell.score is None and row and row.manual and unchanged(row, text):
            return dataclasses.replace(cell, score=0.0)
        return cell

    cells = tuple(map(settled, result.cells))
    score = float(sum(cell.score or 0.0 for cell in cells))
    status = gravest([result.status, *(cell.status for cell in cells)])
    return dataclasses.replace(result, cells=cells, score=score, status=status)


def shown_cells(result: Result) -> dict[str, dict[str, dict[str, Any]]]:
    """Return the cells of the autograded notebooks by notebook and grade id."""
    return {
        name: {_grade_id(cell): cell for cell in cells}
        for name, cells in result.notebooks.items()
    }


def has_notebook(submission: Submission, notebook: str) -> bool:
    """Tell whether a submission holds a notebook."""
    return f"{notebook}.ipynb" in submission.files


def _counted(grade: Any) -> float:
    """Return what a grade counts; only a grade that has a score has extra credit."""
    score = grade.auto_score if grade.manual_score is None else grade.manual_score
    return 0.0 if score is None else float(score) + float(grade.extra_credit or 0.0)


def _grade(score: float | None, waits: bool) -> dict[str, Any]:
    return {"auto_score": score, "needs_manual_grade": waits}


def _grade_id(cell: dict[str, Any]) -> str:
    return str(cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", ""))


def seconds_late(
    timestamp: datetime.datetime | None,
    duedate: datetime.datetime | None,
    extension: datetime.timedelta | None,
) -> float:
    """Return by how much a submission came too late, 0 where it did not."""
    if timestamp is None or duedate is None:
        return 0.0
    due = duedate + (extension or datetime.timedelta())
    return max(0.0, (timestamp - due).total_seconds())


def unchanged(cell: CellRow, shown: dict[str, Any] | None) -> bool:
    """Tell whether a student left a cell as it was given out, by nbgrader's rule."""
    import nbformat
    from nbgrader.utils import compute_checksum

    if shown is None or not cell.checksum:
        return False
    own = {
        "grade_id": cell.name,
        "grade": bool(cell.grade_id) and not cell.task,
        "solution": not cell.task,
        "points": cell.points,
    }
    kind, source = shown["cell_type"], "".join(shown["source"])
    # The judge writes a tag in a student's Markdown so that no page obeys it.
    for text in (source, _ESCAPED_TAG.sub("<", source)):
        cell_data = {"cell_type": kind, "source": text, "metadata": {"nbgrader": own}}
        try:
            if compute_checksum(nbformat.from_dict(cell_data)) == cell.checksum:
                return True
        except UnicodeEncodeError:  # half a character: nobody was given that
            return False
    return False
