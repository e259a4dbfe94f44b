"""A class's scores read from nbgrader's gradebook: lines to print, one page."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

from autograder.course_dir import open_gradebook


class Row(NamedTuple):
    """One student's score in one assignment."""

    assignment: str
    student: str
    score: float
    max_score: float
    by_exercise: dict[str, tuple[float, float]]  # cell name -> (score, of)


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
    grades = [grade for part in submission.notebooks for grade in part.grades]
    return Row(
        assignment,
        submission.student.id,
        submission.score,
        submission.max_score,
        {grade.name: (grade.score or 0.0, grade.max_score) for grade in grades},
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


def write_page(rows: Sequence[Row], target: Path) -> None:
    """Write the summary as one page without scripts.

    Parameters
    ----------
    rows : sequence of Row
        What `read_gradebook` gave.
    target : Path
        The HTML file to write.
    """
    parts = [PAGE_HEAD]
    for assignment in sorted({row.assignment for row in rows}):
        members = [row for row in rows if row.assignment == assignment]
        parts += [f"<h2>{html.escape(assignment)}</h2>", *_exercise_table(members)]
        cells = [[r.student, f"{r.score:.1f}", f"{r.max_score:g}"] for r in members]
        parts += _table("Scores", ["student", "score", "of"], cells)
    target.write_text("\n".join([*parts, "</main></body></html>\n"]), encoding="utf-8")


def _exercise_table(members: Sequence[Row]) -> list[str]:
    cells = []
    for name in members[0].by_exercise:
        marks = [row.by_exercise[name] for row in members if name in row.by_exercise]
        full = sum(score == of for score, of in marks)
        mean = fmean(score for score, _ in marks)
        cells.append(
            [name, f"{full} of {len(marks)}", f"{mean:.1f}", f"{marks[0][1]:g}"]
        )
    return _table("Exercises", ["cell", "full marks", "mean", "of"], cells)


def _table(
    caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]
) -> list[str]:
    titles = "".join(f'<th scope="col">{html.escape(title)}</th>' for title in head)
    lines = ["<table>", f"<caption>{caption}</caption>", f"<tr>{titles}</tr>"]
    for row in rows:
        cells = "".join(f"<td>{html.escape(value)}</td>" for value in row)
        lines.append(f"<tr>{cells}</tr>")
    return [*lines, "</table>"]


PAGE_HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Scores of the class</title>
<meta name="viewport" content="width=device-width">
<style>
:root { color-scheme: light dark; font-family: system-ui, sans-serif; }
main { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0 2rem; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; }
th, td { text-align: left; padding: .25rem 1.2rem .25rem 0;
  border-bottom: 1px solid #8886; font-variant-numeric: tabular-nums; }
</style></head><body><main><h1>Scores of the class</h1>"""
