"""``autograder nbgrader``: grade a sample class with nbgrader alone, and compare.

nbgrader's own autograder and feedback run over ``submitted/``. Each score in its
gradebook is then held against ``expected.json``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tqdm import tqdm

from autograder.course_dir import open_gradebook, require, run_converter
from autograder.errors import CourseError

TOLERANCE = 1e-9  # sums of the same few points, in another order


class Difference(NamedTuple):
    """A score in the gradebook that is not the expected one."""

    student: str
    assignment: str
    what: str
    expected: str
    found: str


def read_expected(course: Path) -> dict[str, dict[str, Any]]:
    """Read the ``expected.json`` of a sample class."""
    path = course / "expected.json"
    if not path.is_file():
        message = f"{course} has no expected.json to compare with; make a sample class "
        raise CourseError(message + "with: python -m autograder sample-class")
    loaded: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def grade(course: Path, units: Sequence[str], feedback: bool = True) -> list[str]:
    """Run nbgrader's autograder and feedback over every submission.

    Parameters
    ----------
    course : Path
        The course directory.
    units : sequence of str
        The assignments.
    feedback : bool
        Whether to write feedback as well.

    Returns
    -------
    list of str
        What nbgrader said of submissions that it could not grade.
    """
    jobs = [(unit, student) for unit in units for student in submitted(course, unit)]
    failures = []
    steps = ["Autograde", "GenerateFeedback"] if feedback else ["Autograde"]
    for unit, student in tqdm(jobs, desc="grading", unit="submission"):
        try:
            for step in steps:
                run_converter(step, course, unit, student)
        except CourseError as error:
            failures.append(str(error))
    return failures


def submitted(course: Path, unit: str) -> list[str]:
    """Return the students who handed in an assignment."""
    folders = sorted((course / "submitted").glob(f"*/{unit}"))
    return [folder.parent.name for folder in folders if any(folder.glob("*.ipynb"))]


def compare(course: Path) -> list[Difference]:
    """Hold the gradebook against ``expected.json``.

    Parameters
    ----------
    course : Path
        The course directory.

    Returns
    -------
    list of Difference
        Empty when every score is the expected one.
    """
    differences = []
    with open_gradebook(course) as gradebook:
        for student, assignments in read_expected(course).items():
            for assignment, expected in assignments.items():
                found = read_scores(gradebook, student, assignment)
                differences += _compare_one(student, assignment, expected, found)
    return differences


def read_scores(
    gradebook: Any, student: str, assignment: str
) -> dict[str, float | None] | None:
    """Return a submission's score by cell, or None when there is no submission."""
    from nbgrader.api import MissingEntry

    try:
        submission = gradebook.find_submission(assignment, student)
    except MissingEntry:
        return None
    grades = [grade for part in submission.notebooks for grade in part.grades]
    return {grade.name: grade.auto_score for grade in grades} | {
        "needs manual grading": float(any(g.needs_manual_grade for g in grades)),
        "out of": submission.max_score,
        "all together": submission.score,
    }


def _compare_one(
    student: str,
    assignment: str,
    expected: dict[str, Any],
    found: dict[str, float | None] | None,
) -> list[Difference]:
    if "not_submitted" in expected["flags"]:
        if found is None:
            return []
        return [Difference(student, assignment, "submission", "none", "one")]
    if found is None:
        return [Difference(student, assignment, "submission", "one", "none")]
    wanted = {
        **expected["cells"],
        "needs manual grading": 0.0,
        "out of": expected["max_score"],
        "all together": expected["score"],
    }
    return [
        Difference(
            student, assignment, what, _show(wanted.get(what)), _show(found.get(what))
        )
        for what in wanted | found
        if not _same(wanted.get(what), found.get(what))
    ]


def _same(a: float | None, b: float | None) -> bool:
    return a is not None and b is not None and abs(a - b) <= TOLERANCE


def _show(score: float | None) -> str:
    return "none" if score is None else f"{score:g}"


def table(differences: Sequence[Difference]) -> str:
    """Lay differences out in columns for a terminal."""
    rows = [tuple(field.replace("_", " ") for field in Difference._fields)]
    rows += [tuple(difference) for difference in differences]
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )


def grade_and_compare(course: Path, units: Sequence[str]) -> tuple[int, str]:
    """Grade a sample class and say whether all scores are the expected ones.

    Returns
    -------
    tuple of int and str
        Exit status, 0 or 1, and the text to print.
    """
    course = require(course)
    read_expected(course)
    failures = grade(course, units)
    status, text = hold_against_expected(course, units)
    return (1, "\n".join([*failures, text])) if failures else (status, text)


def hold_against_expected(course: Path, units: Sequence[str]) -> tuple[int, str]:
    """Say whether the scores in the gradebook are those that are expected.

    Parameters
    ----------
    course : Path
        The directory of a sample class that has been graded.
    units : sequence of str
        The assignments.

    Returns
    -------
    tuple of int and str
        Exit status, 0 or 1, and the text to print.
    """
    expected = read_expected(course)
    differences = [d for d in compare(course) if d.assignment in units]
    if differences:
        return 1, f"The scores are not the expected ones:\n{table(differences)}"
    count = sum(unit in expected[student] for student in expected for unit in units)
    return 0, f"{count} of {count} scores are the expected ones."
