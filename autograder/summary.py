"""A class's scores, read from nbgrader's gradebook, as lines to print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from autograder.course_dir import open_gradebook


class Row(NamedTuple):
    """One student's score in one assignment."""

    assignment: str
    student: str
    score: float
    max_score: float


def read_gradebook(course: Path) -> list[Row]:
    """Read every submission's scores.

    Parameters
    ----------
    course : Path
        The nbgrader course directory.

    Returns
    -------
    list of Row
        In order of assignment and student.
    """
    with open_gradebook(course) as gradebook:
        rows = [
            _row(assignment.name, submission)
            for assignment in gradebook.assignments
            for submission in gradebook.assignment_submissions(assignment.name)
        ]
    return sorted(rows, key=lambda row: row[:2])


def _row(assignment: str, submission: Any) -> Row:
    return Row(
        assignment,
        submission.student.id,
        submission.score,
        submission.max_score,
    )


def score_lines(rows: Sequence[Row]) -> list[str]:
    """Lay the scores out for a terminal.

    Parameters
    ----------
    rows : sequence of Row
        What `read_gradebook` gave.

    Returns
    -------
    list of str
        One line a submission.
    """
    width = max((len(row.student) for row in rows), default=0)
    return [
        f"{row.assignment:<12}{row.student:<{width}}  "
        f"{row.score:6.1f} of {row.max_score:g}"
        for row in rows
    ]
