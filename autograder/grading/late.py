"""Late work: nbgrader's own penalties, and extensions from a CSV file."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from autograder.errors import CourseError
from autograder.grading.gradebook import EXTENSIONS, Gradebook
from autograder.grading.outline import Outline, read_outline

COLUMNS = "student,assignment,hours (or student,assignment,until)"


class Extension(NamedTuple):
    """More time for one student; one of the two is given."""

    student: str
    assignment: str
    hours: float | None
    until: datetime.datetime | None  # in UTC, without a zone, as nbgrader stores it


def penalty_function(config: Any) -> Callable[[str, float, float], float | None]:
    """Return nbgrader's late penalty as the course configures it.

    Parameters
    ----------
    config : Config
        The course's configuration.

    Returns
    -------
    callable
        Student, score of a notebook and seconds late; gives points or None.
    """
    from nbgrader.preprocessors import AssignLatePenalties

    preprocessor = AssignLatePenalties(config=config)
    preprocessor.init_plugin()
    plugin = preprocessor.plugin_inst

    def penalty(student: str, score: float, seconds: float) -> float | None:
        points = plugin.late_submission_penalty(student, score, seconds)
        # As nbgrader: never a reward, never more than was earned.
        return None if points is None else min(max(points, 0), score)

    return penalty


def read_extensions(path: Path) -> list[Extension]:
    """Read a CSV file of extensions.

    Parameters
    ----------
    path : Path
        With a header of three columns, in any order.

    Returns
    -------
    list of Extension
        One for each line.

    Raises
    ------
    CourseError
        With the line that cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CourseError(f"{path} is not UTF-8 text; save it as UTF-8 CSV.") from error
    reader = csv.DictReader(text.splitlines(), skipinitialspace=True)
    columns = set(reader.fieldnames or ())
    if not {"student", "assignment"} <= columns or not columns & {"hours", "until"}:
        found = ",".join(reader.fieldnames or ()) or "nothing"
        raise CourseError(f"{path} starts with {found!r}, expected {COLUMNS}.")
    return [_extension(row, f"{path}, line {reader.line_num}") for row in reader]


def _extension(row: dict[str, str | None], where: str) -> Extension:
    student, assignment, hours, until = (
        (row.get(name) or "").strip()
        for name in ("student", "assignment", "hours", "until")
    )
    if not student or not assignment or bool(hours) == bool(until):
        raise CourseError(f"{where}: expected {COLUMNS}, one value in each.")
    if hours:
        return Extension(student, assignment, _hours(hours, where), None)
    return Extension(student, assignment, None, _moment(until, where))


def _hours(text: str, where: str) -> float:
    try:
        hours = float(text)
    except ValueError:
        hours = -1.0
    if not 0 <= hours < 24 * 3650:  # false for nan, too
        raise CourseError(f"{where}: got {text!r} hours, expected a number from 0.")
    return hours


def _moment(text: str, where: str) -> datetime.datetime:
    from nbgrader.utils import parse_utc

    try:
        moment: datetime.datetime = parse_utc(text)
    except (ValueError, OverflowError) as error:
        expected = "a time such as 2026-01-31 23:59 UTC or 2026-01-31T23:59+01:00"
        raise CourseError(f"{where}: got {text!r}, expected {expected}.") from error
    return moment


def grant(gradebook: Gradebook, extensions: list[Extension]) -> list[str]:
    """Write extensions; a repeated one replaces the one before, 0 hours takes it back.

    They are granted all or none. Who has not handed in yet gets the extension with
    the first submission that is graded.

    Parameters
    ----------
    gradebook : Gradebook
        Open for writing.
    extensions : list of Extension
        What `read_extensions` read.

    Returns
    -------
    list of str
        One sentence for each.
    """
    names = {extension.assignment for extension in extensions}
    outlines = {name: read_outline(gradebook, name) for name in sorted(names)}
    amounts = [(e, _amount(e, outlines[e.assignment])) for e in extensions]
    with gradebook.writing() as connection:
        for extension, amount in amounts:
            _write(connection, extension, outlines[extension.assignment], amount)
    return [
        f"{extension.student}, {extension.assignment}: due "
        f"{_due(outlines[extension.assignment]) + amount:%Y-%m-%d %H:%M} UTC"
        for extension, amount in amounts
    ]


def _due(outline: Outline) -> datetime.datetime:
    if outline.duedate is None:
        raise CourseError(
            f"{outline.name} has no due date to extend: set one first, in formgrader "
            f"or with: nbgrader db assignment add {outline.name} --duedate=…"
        )
    return outline.duedate


def _amount(extension: Extension, outline: Outline) -> datetime.timedelta:
    due = _due(outline)
    if extension.until is None:
        return datetime.timedelta(hours=extension.hours or 0.0)
    if extension.until < due:
        raise CourseError(
            f"{extension.student}, {outline.name}: until {extension.until} UTC is "
            f"before the due date, {due} UTC."
        )
    return extension.until - due


def _write(
    connection: sa.Connection,
    extension: Extension,
    outline: Outline,
    amount: datetime.timedelta,
) -> None:
    from nbgrader import api

    table = api.SubmittedAssignment.__table__
    chosen = (table.c.student_id == extension.student) & (
        table.c.assignment_id == outline.id
    )
    value = amount or None  # none rather than nothing, as nbgrader does
    updated = connection.execute(table.update().where(chosen).values(extension=value))
    promised = (EXTENSIONS.c.student == extension.student) & (
        EXTENSIONS.c.assignment == outline.name
    )
    connection.execute(EXTENSIONS.delete().where(promised))
    if not updated.rowcount and value:
        row = {
            "student": extension.student,
            "assignment": outline.name,
            "seconds": value.total_seconds(),
        }
        connection.execute(EXTENSIONS.insert().values(row))
