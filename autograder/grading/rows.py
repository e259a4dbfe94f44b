"""The rows of one graded submission, as `nbgrader autograde` writes them.

Only automatic columns are written: what a person entered (manual scores, extra
credit, comments) stays.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import os
import re
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from autograder.grading.outline import CellRow, NotebookRow, Outline
from autograder.grading.records import CellResult, Result, Submission, gravest
from autograder.grading.statements import insert, statements, update

# student, score of a notebook, seconds late -> penalty
Penalty = Callable[[str, float, float], float | None]
_ESCAPED_TAG = re.compile(r"&lt;(?=[A-Za-z/!?])")
NO_RESPONSE = "No response."


class Own(NamedTuple):
    """A submission's row, and what our tables say of it.

    Attributes
    ----------
    new : bool
        Made in this transaction: nothing can belong to it yet.
    content_hash : str, optional
        Of what was graded last.
    """

    id: str
    timestamp: datetime.datetime | None
    extension: datetime.timedelta | None
    new: bool
    content_hash: str | None


class Below(NamedTuple):
    """A submission's notebook: the assignment's, and the row's columns that we use."""

    notebook: NotebookRow
    id: str
    late_submission_penalty: float | None


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
        self.connection = connection
        self.outline = outline
        self.penalty = penalty
        self.sql = statements()

    def save(self, submission: Submission, result: Result) -> Own:
        """Write scores, comments, timestamp and penalties; return what was there.

        Parameters
        ----------
        submission : Submission
            What was handed in.
        result : Result
            Its outcome, as `settle` returned it.
        """
        own = self.submission(submission)
        notebooks = self._notebooks(own)
        self._grades(own, notebooks, submission, result)
        self._comments(own, notebooks, submission, result)
        self._penalties(submission, own, notebooks)
        return own

    def find(self, student: str) -> Any:
        """Return the row of a student's submission, None where there is none."""
        given = {"student": student, "assignment_id": self.outline.id}
        return self.connection.execute(self.sql.find, given).first()

    def submission(self, submission: Submission) -> Own:
        """Return the row of a submission, made or with its new timestamp.

        A student whom the gradebook does not know is added.
        """
        student, name = submission.student, self.outline.name
        given = {"student": student, "assignment": name}
        given["assignment_id"] = self.outline.id
        found = self.connection.execute(self.sql.known, given).one()
        if found.known is None:
            self._write(self.sql.student_table, [{"id": student}], [])
        if found.id is None:
            return self._made(submission, found)
        # As in nbgrader, a missing timestamp does not delete the one that was there.
        timestamp = submission.timestamp or found.timestamp
        if timestamp != found.timestamp:
            changed = {"key": found.id, "timestamp": timestamp}
            self._write(self.sql.submission_table, [], [changed])
        return Own(found.id, timestamp, found.extension, False, found.content_hash)

    def _made(self, submission: Submission, found: Any) -> Own:
        """Add a submission, with the extension granted before there was one."""
        student, extension = submission.student, None
        if found.promised is not None:
            extension = datetime.timedelta(seconds=found.promised)
            chosen = {"of_student": student, "of_assignment": self.outline.name}
            self.connection.execute(self.sql.take_promise, chosen)
        own = Own(_id(), submission.timestamp, extension, True, found.content_hash)
        row: dict[str, Any] = {"id": own.id, "assignment_id": self.outline.id}
        row |= {"student_id": student}
        row |= {"timestamp": own.timestamp, "extension": extension}
        self._write(self.sql.submission_table, [row], [])
        return own

    def _notebooks(self, own: Own) -> list[Below]:
        there = self._below(self.sql.notebooks, own)
        rows = {row.notebook_id: (row.id, row.late_submission_penalty) for row in there}
        known = self.outline.notebooks
        made = {n.id: _id() for n in known if n.id not in rows}
        added = [
            {"id": made[notebook], "assignment_id": own.id, "notebook_id": notebook}
            for notebook in made
        ]
        self._write(self.sql.notebook_table, added, [])
        rows |= {notebook: (key, None) for notebook, key in made.items()}
        return [Below(notebook, *rows[notebook.id]) for notebook in known]

    def _below(self, query: Any, own: Own) -> Sequence[Any]:
        """Read what was there before this transaction."""
        if own.new:
            return ()
        return self.connection.execute(query, {"own": own.id}).all()

    def _grades(
        self, own: Own, notebooks: list[Below], submission: Submission, result: Result
    ) -> None:
        # Graded before as it is: a person's grade then needs another look only where
        # the automatic score changed.
        same = own.content_hash == submission.content_hash
        scores = {(c.notebook, c.grade_id): c.score for c in result.cells}
        there = _by_cell(self._below(self.sql.grades, own))
        added, changed = [], []
        for notebook, row_id, _ in notebooks:
            handed_in = has_notebook(submission, notebook.name)
            for cell in notebook.cells.values():
                if not cell.grade_id:
                    continue
                score = scores.get((notebook.name, cell.name))
                old = there.get((row_id, cell.grade_id))
                waits = score is None
                if old is None:
                    added.append(_row(row_id, cell.grade_id) | _grade(score, waits))
                    continue
                if handed_in and old.manual_score is not None:
                    waits = not (same and old.auto_score == score)
                    waits = waits or old.needs_manual_grade
                if (old.auto_score, old.needs_manual_grade) != (score, waits):
                    changed.append({"key": old.id} | _grade(score, waits))
        self._write(self.sql.grade_table, added, changed)

    def _comments(
        self, own: Own, notebooks: list[Below], submission: Submission, result: Result
    ) -> None:
        cells = shown_cells(result)
        there = _by_cell(self._below(self.sql.comments, own))
        added, changed = [], []
        for notebook, row_id, _ in notebooks:
            handed_in = has_notebook(submission, notebook.name)
            shown = cells.get(notebook.name, {}) if handed_in else {}
            for cell in notebook.cells.values():
                if not cell.comment_id:
                    continue
                silent = not cell.task and unchanged(cell, shown.get(cell.name))
                text = {"auto_comment": NO_RESPONSE if silent else None}
                old = there.get((row_id, cell.comment_id))
                if old is None:
                    added.append(_row(row_id, cell.comment_id) | text)
                elif old.auto_comment != text["auto_comment"]:
                    changed.append({"key": old.id} | text)
        self._write(self.sql.comment_table, added, changed)

    def _write(
        self, table: Any, added: list[dict[str, Any]], changed: list[dict[str, Any]]
    ) -> None:
        if added:
            self.connection.execute(insert(table), added)
        if changed:
            columns = (name for name in changed[0] if name != "key")
            self.connection.execute(update(table, *columns), changed)

    def penalties(self, submission: Submission) -> bool:
        """Set timestamp and late penalty of each notebook; tell whether one changed."""
        own = self.submission(submission)
        return self._penalties(submission, own, self._notebooks(own))

    def _penalties(
        self, submission: Submission, own: Own, notebooks: list[Below]
    ) -> bool:
        late = seconds_late(own.timestamp, self.outline.duedate, own.extension)
        changed = []
        for notebook, row_id, before in notebooks:
            value = None
            if late > 0 and has_notebook(submission, notebook.name):
                value = self.penalty(submission.student, self._score(row_id), late)
            if value != before:
                changed.append({"key": row_id, "late_submission_penalty": value})
        self._write(self.sql.notebook_table, [], changed)
        return bool(changed)

    def _score(self, notebook_id: str) -> float:
        grades = self.connection.execute(self.sql.scores, {"notebook": notebook_id})
        return sum(map(_counted, grades))


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


def _by_cell(rows: Sequence[Any]) -> dict[tuple[str, str], Any]:
    return {(row.notebook_id, row.cell_id): row for row in rows}


def _id() -> str:
    """Make an id as long as nbgrader's, the time first and then 80 random bits.

    nbgrader's are random from the start, so that each new row lies somewhere else in
    the database's index, and a commit has to write dozens of its pages.
    """
    return f"{time.time_ns() // 1_000_000:012x}{os.urandom(10).hex()}"


def _row(notebook_id: str, cell_id: str) -> dict[str, Any]:
    return {"id": _id(), "notebook_id": notebook_id, "cell_id": cell_id}


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
    from nbgrader.utils import compute_checksum

    if shown is None or not cell.checksum:
        return False
    kind, source = shown["cell_type"], "".join(shown["source"])
    # The judge writes a tag in a student's Markdown so that no page obeys it.
    for text in dict.fromkeys((source, _ESCAPED_TAG.sub("<", source))):
        given = _Cell(kind, text, _metadata(cell))
        try:
            if compute_checksum(given) == cell.checksum:
                return True
        except UnicodeEncodeError:  # half a character: nobody was given that
            return False
    return False


class _Metadata(dict[str, Any]):
    """A cell's metadata as nbgrader reads them, without nbformat's slow look-ups."""

    @property
    def nbgrader(self) -> Any:
        """What nbgrader knows of the cell."""
        return self["nbgrader"]


class _Cell(NamedTuple):
    cell_type: str
    source: str
    metadata: _Metadata


@functools.lru_cache(4096)
def _metadata(cell: CellRow) -> _Metadata:
    """Return what a cell's checksum is taken of, besides its text."""
    own = {
        "grade_id": cell.name,
        "grade": bool(cell.grade_id) and not cell.task,
        "solution": not cell.task,
        "points": cell.points,
    }
    return _Metadata(nbgrader=own)
