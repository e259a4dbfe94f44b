"""The instructor's report: one page and one CSV file for each assignment."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from pathlib import Path

from autograder.course_dir import require
from autograder.errors import CourseError
from autograder.grading import charts, csv_files, wording
from autograder.grading.marks import ClassMarks, chosen, read_marks
from autograder.grading.pages import number, one_folder, render, write_if_changed
from autograder.grading.plain_text import one_line
from autograder.grading.pseudonyms import Names
from autograder.grading.report_data import Report, Said, gather, title_of


def write_report(
    course: Path, assignments: Sequence[str] | None = None, anonymous: bool = False
) -> Path:
    """Write ``report/<assignment>.html`` and ``.csv``.

    Parameters
    ----------
    course : Path
        The course directory.
    assignments : sequence of str, optional
        Which; all by default.
    anonymous : bool
        Whether students appear as s-001, s-002, …, in an order drawn for this run.

    Returns
    -------
    Path
        What to open: the page, or ``index.html`` where there are several.
    """
    course = require(course)
    wanted = [name for name in chosen(course, assignments) if one_folder(name)]
    if not wanted:
        raise CourseError(
            f"the gradebook of {course} has no assignment to report on yet; release "
            "one with: python -m autograder release"
        )
    everything = [read_marks(course, name) for name in wanted]
    names = Names(_students(everything), anonymous)
    folder = course / "report"
    for marks in everything:
        report = gather(course, marks)
        _write_page(folder, report, names)
        _write_csv(folder, report, names)
    if len(wanted) == 1:
        return folder / f"{wanted[0]}.html"
    page = render("report_index.html", rows=[_summary(marks) for marks in everything])
    write_if_changed(folder / "index.html", page)
    return folder / "index.html"


def _students(everything: Iterable[ClassMarks]) -> set[str]:
    """Return everybody who is named anywhere, unknown students included."""
    found: set[str] = set()
    for marks in everything:
        found |= {student.id for student in marks.students} | set(marks.submissions)
    return found


def _summary(marks: ClassMarks) -> dict[str, object]:
    totals = [s.total for s in marks.submissions.values() if s.in_gradebook]
    return {
        "assignment": marks.assignment,
        "submissions": len(totals),
        "mean": statistics.fmean(totals) if totals else None,
        "max_score": marks.max_score,
    }


def _write_page(folder: Path, report: Report, names: Names) -> None:
    marks, scores = report.marks, report.scores
    page = render(
        "report.html",
        report=report,
        assignment=marks.assignment,
        anonymous=names.anonymous,
        chart=charts.histogram(scores, marks.max_score) if scores else "",
        facts=_facts(report),
        share=charts.share,
        percent=lambda part: f"{100 * part:.0f} %",
        missing=names.many(report.missing),
        waiting=names.many(report.waiting),
        unsafe=names.many(report.unsafe),
        refused=[
            (names(student), status, names.hide(message))
            for student, status, message in report.refused
        ],
        flags=_grouped_flags(report, names),
        alike=[
            (title_of(report.outline, group.cell), names.many(group.students), group)
            for group in report.alike
        ],
        hints=_said(report.hints, names),
        messages=_said(report.messages, names),
        students=_student_rows(report, names),
    )
    write_if_changed(folder / f"{marks.assignment}.html", page)


def _said(sentences: Iterable[Said], names: Names) -> list[tuple[str, str, int]]:
    return [(s.exercise, names.hide(s.sentence), s.count) for s in sentences]


def _facts(report: Report) -> list[tuple[str, str]]:
    marks, scores = report.marks, report.scores
    facts = [
        ("students", str(len(marks.students))),
        ("handed in", str(len(marks.submissions))),
    ]
    if scores:
        of = f" of {number(marks.max_score)}"
        facts += [
            ("mean", number(statistics.fmean(scores)) + of),
            ("median", number(statistics.median(scores)) + of),
            ("full marks", str(sum(score >= marks.max_score for score in scores))),
        ]
    facts.append(("late", str(report.late)))
    if report.seconds:
        facts.append(("median time", f"{report.seconds:.2g} s"))
    return facts


def _grouped_flags(report: Report, names: Names) -> list[tuple[str, str, list[str]]]:
    """Return flag, sentence and students, the same flag once."""
    by_flag: dict[str, list[str]] = {}
    for student, flag in report.flags:
        by_flag.setdefault(flag, []).append(student)
    ranked = sorted(by_flag.items(), key=lambda item: (-len(item[1]), item[0]))
    return [
        (
            names.hide(one_line(flag)),
            names.hide(one_line(wording.explain(flag), 500)),
            names.many(students),
        )
        for flag, students in ranked
    ]


HEAD = (
    "student status score max_score late_penalty total seconds_late waits_for_person "
    "seconds cpu_seconds unsafe flags message"
).split()


def _student_rows(report: Report, names: Names) -> list[dict[str, object]]:
    rows = []
    for submitted in report.marks.submissions.values():
        record = submitted.record
        row: dict[str, object] = {
            "student": names(submitted.student),
            "status": record.status if record else "",
            "score": submitted.score if submitted.in_gradebook else None,
            "max_score": report.marks.max_score,
            "late_penalty": submitted.penalty,
            "total": submitted.total if submitted.in_gradebook else None,
            "seconds_late": submitted.seconds_late,
            "waits_for_person": submitted.waits,
            "seconds": record.seconds if record else None,
            "cpu_seconds": record.cpu_seconds if record else None,
            "unsafe": record.unsafe if record else None,
            "flags": names.hide(" ".join(record.flags)) if record else "",
            "message": names.hide(one_line(record.message, 500)) if record else "",
        }
        rows.append(row)
    absent = {"status": "not handed in", "max_score": report.marks.max_score}
    for student in report.missing:
        rows.append({**dict.fromkeys(HEAD), **absent, "student": names(student)})
    return sorted(rows, key=lambda row: str(row["student"]))


def _write_csv(folder: Path, report: Report, names: Names) -> None:
    """Write a row for each student, with a column for each graded cell."""
    cells = [(row.notebook, row.grade_id) for row in report.cells]
    by_name = {names(s.student): s for s in report.marks.submissions.values()}
    rows: list[list[object]] = [[*HEAD, *(f"{nb}/{cell}" for nb, cell in cells)]]
    for row in _student_rows(report, names):
        submitted = by_name.get(str(row["student"]))
        own = submitted.marks if submitted else ()
        scores = {(m.notebook, m.grade_id): None if m.waits else m.score for m in own}
        rows.append([*(row[key] for key in HEAD), *(scores.get(c) for c in cells)])
    csv_files.write(folder / f"{report.marks.assignment}.csv", rows)
