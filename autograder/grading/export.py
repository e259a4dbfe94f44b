"""Grades for others: every score as CSV, and what Canvas and Moodle import.

Totals are nbgrader's: late penalties taken off, never below 0. What nobody handed in,
what could not be graded and what waits for a person is left empty, since only a course
can say what that is worth.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from autograder.course_dir import require
from autograder.errors import CourseError
from autograder.grading import csv_files
from autograder.grading.lms_names import Table, match, read_table
from autograder.grading.marks import ClassMarks, Student, Submitted, chosen, read_marks
from autograder.grading.pages import number

FORMATS = ("csv", "canvas", "moodle")
_log = logging.getLogger("autograder")
Row = list[object]


def export(
    course: Path,
    format: str,
    output: Path | None = None,
    assignments: Sequence[str] | None = None,
    students: Path | None = None,
) -> Path:
    """Write a file of grades.

    Parameters
    ----------
    course : Path
        The course directory.
    format : {"csv", "canvas", "moodle"}
        Every score in long form, Canvas's gradebook import, or Moodle's: the grading
        worksheet when `students` is one, else the import of the grader report.
    output : Path, optional
        The file; ``grades-<format>.csv`` in the course directory by default.
    assignments : sequence of str, optional
        Which; all by default.
    students : Path, optional
        What the LMS exported, a Canvas gradebook or a Moodle worksheet, or a CSV file
        of your own. Its rows are matched by id, address, LMS number or name.

    Returns
    -------
    Path
        The file written.
    """
    if format not in FORMATS:
        raise CourseError(f"got format {format!r}, expected one of {FORMATS}.")
    course = require(course)
    everything = [read_marks(course, name) for name in chosen(course, assignments)]
    if not everything:
        raise CourseError(f"the gradebook of {course} has no assignment yet.")
    table = read_table(students) if students else None
    rows = _WRITERS[format](everything, table)
    target = output or course / f"grades-{format}.csv"
    csv_files.write(target, rows, byte_order_mark=format != "canvas")
    if format != "csv":
        _say_what_is_empty(everything)
    return target


def grade_of(marks: ClassMarks, student: str) -> float | None:
    """Return what a student's submission counts, None where that is not settled."""
    submitted = marks.submissions.get(student)
    return None if _open(submitted) or submitted is None else submitted.total


def _open(submitted: Submitted | None) -> str:
    """Say why there is no grade; empty where there is one."""
    if submitted is None:
        return "not handed in"
    if not submitted.in_gradebook:
        return "could not be graded"
    if submitted.record and submitted.record.status == "infra_error":
        return "the grader failed"
    return "waits for a person" if submitted.waits else ""


def _say_what_is_empty(everything: Sequence[ClassMarks]) -> None:
    for marks in everything:
        reasons = [_open(marks.submissions.get(s.id)) for s in marks.students]
        for reason in sorted(filter(None, set(reasons))):
            count = reasons.count(reason)
            _log.warning("%s: %d left empty, %s", marks.assignment, count, reason)


def _long(everything: Sequence[ClassMarks], table: Table | None) -> list[Row]:
    """Return a row for each graded cell, and one for the whole with an empty cell."""
    head = (
        "assignment student last_name first_name email notebook cell score max_score "
    )
    head += "late_penalty total timestamp seconds_late status waits_for_person flags"
    rows: list[Row] = [list(head.split())]
    for marks in everything:
        for student in marks.students:
            rows += _long_rows(marks, student)
    return rows


def _long_rows(marks: ClassMarks, student: Student) -> list[Row]:
    who: Row = [marks.assignment, student.id, student.last_name, student.first_name]
    who.append(student.email)
    submitted = marks.submissions.get(student.id)
    if submitted is None:
        rest = [None] * 4
        absent = ["not handed in", False, ""]
        return [[*who, "", "", None, marks.max_score, *rest, *absent]]
    record = submitted.record
    there = submitted.in_gradebook
    whole: Row = [
        *who, "", "", submitted.score if there else None, marks.max_score,
        submitted.penalty, submitted.total if there else None,
        submitted.timestamp, submitted.seconds_late, record.status if record else "",
        submitted.waits, " ".join(record.flags) if record else "",
    ]  # fmt: skip
    cells: list[Row] = []
    for mark in submitted.marks:
        said = record.cells.get((mark.notebook, mark.grade_id), {}) if record else {}
        score = None if mark.waits else mark.score
        cell: Row = [mark.notebook, mark.grade_id, score, mark.max_score]
        cells.append([*who, *cell, *[None] * 4, said.get("status"), mark.waits, ""])
    return [whole, *cells]


_CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")


def _canvas(everything: Sequence[ClassMarks], table: Table | None) -> list[Row]:
    """Return Canvas's rows: the head, the points possible, then the students.

    Canvas finds a student by ID, then by SIS ids, then by name, and an assignment by
    the number in brackets that its own export writes behind the name.
    """
    students = everything[0].students
    own, strangers = match(table, students) if table else ({}, [])
    _warn(len(strangers) - _described(strangers), len(students) - len(own), table)
    titles = [_canvas_title(marks.assignment, table) for marks in everything]
    points = [marks.max_score for marks in everything]
    rows: list[Row] = [[*_CANVAS, *titles], ["    Points Possible", *[""] * 4, *points]]
    for student in students:
        if table is None or student.id in own:
            grades = [grade_of(marks, student.id) for marks in everything]
            rows.append([*_canvas_student(student, own.get(student.id)), *grades])
    return rows


def _described(rows: Sequence[Mapping[str, str]]) -> int:
    """Count the rows in which Canvas describes assignments rather than a student."""
    return sum(any("Points Possible" in v for v in row.values()) for row in rows)


def _canvas_title(assignment: str, table: Table | None) -> str:
    for title in table.head if table else ():
        if re.sub(r" \(\d+\)$", "", title).casefold() == assignment.casefold():
            return title
    return assignment


def _canvas_student(student: Student, row: Mapping[str, str] | None) -> Row:
    if row is not None and "ID" in row:
        return [row.get(title, "") for title in _CANVAS]
    names = [name for name in (student.last_name, student.first_name) if name]
    number_there = student.lms_user_id.isdecimal()
    return [
        ", ".join(names) or student.id,
        student.lms_user_id if number_there else "",
        "",
        student.id,
        "",
    ]


def _moodle(everything: Sequence[ClassMarks], table: Table | None) -> list[Row]:
    if table is not None and table.column("Identifier"):
        if len(everything) != 1:
            names = ", ".join(marks.assignment for marks in everything)
            raise CourseError(
                f"a Moodle worksheet is for one assignment, got {names}; name one."
            )
        return _worksheet(everything[0], table)
    return _grade_import(everything, table)


def _worksheet(marks: ClassMarks, table: Table) -> list[Row]:
    """Fill Moodle's own worksheet: its identifiers and dates are needed as they are."""
    grade, said = table.column("Grade"), table.column("Feedback comments")
    if not grade:
        raise CourseError("the worksheet has no column Grade; download it again.")
    _check_maximum(marks, table)
    own, strangers = match(table, marks.students)
    _warn(len(strangers), len(marks.students) - len(own), table)
    student_of = {id(row): student for student, row in own.items()}
    rows: list[Row] = [list(table.head)]
    for row in table.rows:
        new: dict[str, object] = dict(row)
        student = student_of.get(id(row), "")
        total = grade_of(marks, student) if student else None
        if total is not None:
            new[grade] = total
            new |= {said: _comment(marks, student)} if said else {}
        rows.append([new.get(title, "") for title in table.head])
    return rows


def _check_maximum(marks: ClassMarks, table: Table) -> None:
    """Refuse another scale: Moodle drops what is above it, and does not convert."""
    column = table.column("Maximum Grade", "Maximum grade")
    for row in table.rows:
        text = row.get(column, "").replace(",", ".") if column else ""
        if re.fullmatch(r"\d+(\.\d+)?", text) and float(text) != marks.max_score:
            raise CourseError(
                f"the worksheet's maximum grade is {text}, {marks.assignment} has "
                f"{number(marks.max_score)} points: set the maximum grade of the "
                "assignment in Moodle to that and download the worksheet again."
            )


def _comment(marks: ClassMarks, student: str) -> str:
    submitted = marks.submissions[student]
    text = f"{number(submitted.total)} of {number(marks.max_score)} points"
    if submitted.penalty:
        text += f", {number(submitted.penalty)} taken off for being late"
    return f"{text}."


def _grade_import(everything: Sequence[ClassMarks], table: Table | None) -> list[Row]:
    """Return what Moodle's grader report imports; map Email address to useremail."""
    students = everything[0].students
    own, strangers = match(table, students) if table else ({}, [])
    _warn(len(strangers), len(students) - len(own), table)
    email = table.column("Email address", "Email") if table else ""
    head = ["First name", "Last name", "ID number", "Email address"]
    rows: list[Row] = [[*head, *(marks.assignment for marks in everything)]]
    for student in students:
        address = own.get(student.id, {}).get(email, "") or student.email
        who = [student.first_name, student.last_name, student.id, address]
        rows.append([*who, *(grade_of(marks, student.id) for marks in everything)])
    return rows


def _warn(strangers: int, without: int, table: Table | None) -> None:
    if table is None:
        return
    if strangers > 0:
        _log.warning("%d rows of the file are nobody's in the gradebook", strangers)
    if without > 0:
        _log.warning("%d students of the gradebook have no row in the file", without)


_WRITERS: Mapping[str, Callable[[Sequence[ClassMarks], Table | None], list[Row]]] = {
    "csv": _long,
    "canvas": _canvas,
    "moodle": _moodle,
}
