"""The figures of a class report, from the gradebook and the graded notebooks."""

from __future__ import annotations

import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from autograder.grading import lookalikes
from autograder.grading.graded_notebooks import (
    Outline,
    read_cells,
    read_outline,
    report_of,
    role,
    settings,
    source_of,
)
from autograder.grading.lookalikes import Group
from autograder.grading.marks import CellKey, ClassMarks, Mark, Submitted
from autograder.grading.pages import one_folder
from autograder.grading.plain_text import one_line
from autograder.grading.records import STATUSES

MOST_HINTS = 40
_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,6}){0,3}")


@dataclass(frozen=True)
class CellRow:
    """How the class did in one graded cell."""

    title: str
    notebook: str
    grade_id: str
    count: int
    full: int
    mean: float
    max_score: float
    waiting: int

    @property
    def rate(self) -> float:
        """Share of the submissions with full marks."""
        return self.full / self.count if self.count else 0.0


@dataclass(frozen=True)
class CheckRow:
    """How often one check of an exercise holds."""

    exercise: str
    title: str
    held: int
    count: int

    @property
    def rate(self) -> float:
        """Share of the submissions in which it holds."""
        return self.held / self.count if self.count else 0.0


@dataclass(frozen=True)
class Said:
    """A sentence that several students got, and how many did."""

    exercise: str
    sentence: str
    count: int


@dataclass
class Findings:
    """What the graded notebooks add to the gradebook."""

    hints: Counter[tuple[str, str]] = field(default_factory=Counter)
    messages: Counter[tuple[str, str]] = field(default_factory=Counter)
    held: Counter[tuple[str, str]] = field(default_factory=Counter)
    checks: Counter[tuple[str, str]] = field(default_factory=Counter)
    answers: dict[CellKey, dict[str, str]] = field(
        default_factory=lambda: defaultdict(dict)
    )


class Report(NamedTuple):
    """Everything that a report shows of one assignment."""

    marks: ClassMarks
    outline: Outline
    scores: tuple[float, ...]
    cells: tuple[CellRow, ...]
    checks: tuple[CheckRow, ...]
    hints: tuple[Said, ...]
    messages: tuple[Said, ...]
    statuses: tuple[tuple[str, int], ...]
    missing: tuple[str, ...]
    waiting: tuple[str, ...]
    refused: tuple[tuple[str, str, str], ...]  # student, status, message
    flags: tuple[tuple[str, str], ...]  # student, flag
    unprotected: tuple[tuple[str, int], ...]  # title, submissions
    unsafe: tuple[str, ...]
    alike: tuple[Group, ...]
    seconds: float  # median
    cpu_seconds: float
    late: int


def gather(course: Path, marks: ClassMarks) -> Report:
    """Read an assignment's graded notebooks and add everything up.

    Parameters
    ----------
    course : Path
        The course directory.
    marks : ClassMarks
        What `read_marks` gave.

    Returns
    -------
    Report
        With the students' own ids.
    """
    outline = read_outline(course, marks.assignment, marks.notebooks)
    graded = [s for s in marks.submissions.values() if s.in_gradebook]
    findings = Findings()
    for submitted in graded:
        _look(course, marks, outline, submitted, findings)
    everyone = marks.submissions.values()
    records = [s.record for s in everyone if s.record]
    unsafe = sorted(s.student for s in everyone if s.record and s.record.unsafe)
    timed = [r for r in records if r.seconds > 0]
    return Report(
        marks=marks,
        outline=outline,
        scores=tuple(s.total for s in graded),
        cells=tuple(sorted(_cell_rows(marks, outline, graded), key=_chapter)),
        checks=tuple(sorted(_check_rows(findings), key=_chapter)),
        hints=_most(findings.hints),
        messages=_most(findings.messages),
        statuses=_statuses(everyone),
        missing=tuple(s.id for s in marks.students if s.id not in marks.submissions),
        waiting=tuple(sorted(s.student for s in graded if s.waits)),
        refused=tuple(_refused(everyone)),
        flags=tuple(_flags(everyone)),
        unprotected=tuple(_unprotected(outline, everyone)),
        unsafe=tuple(unsafe),
        alike=tuple(lookalikes.groups(findings.answers, _known(course, marks))),
        seconds=statistics.median(r.seconds for r in timed) if timed else 0.0,
        cpu_seconds=statistics.median(r.cpu_seconds for r in timed) if timed else 0.0,
        late=sum(s.seconds_late > 0 for s in graded),
    )


def title_of(outline: Outline, cell: CellKey) -> str:
    """Return the heading above a cell, or its name."""
    return outline.titles.get(cell) or one_line(cell[1])


def _look(
    course: Path,
    marks: ClassMarks,
    outline: Outline,
    submitted: Submitted,
    findings: Findings,
) -> None:
    """Read one submission's notebooks; each sentence counts once for a student."""
    if not one_folder(submitted.student):
        return
    folder = course / "autograded" / submitted.student / marks.assignment
    hints: set[tuple[str, str]] = set()
    for notebook in marks.notebooks:
        for cell in read_cells(folder / f"{notebook}.ipynb"):
            key = (notebook, str(settings(cell).get("grade_id", "")))
            if role(cell) == "solution" and cell.get("cell_type") == "code":
                findings.answers[key][submitted.student] = source_of(cell)
            report = report_of(cell) if role(cell) == "test" else None
            if report is not None:
                title = title_of(outline, key)
                hints |= {(title, one_line(hint)) for hint in report.hints()}
                # Hidden ones are shown to some students only: no rate of them is fair.
                for check in report.checks[: report.visible]:
                    findings.checks[title, one_line(check.title)] += 1
                    findings.held[title, one_line(check.title)] += check.holds
    findings.hints.update(hints)
    cells = submitted.record.cells if submitted.record else {}
    findings.messages.update(
        {
            (title_of(outline, key), one_line(cell.get("message")))
            for key, cell in cells.items()
            if cell.get("message") and cell.get("status") != "ok"
        }
    )


def _known(course: Path, marks: ClassMarks) -> dict[CellKey, list[str]]:
    """Return solution and stub of each cell."""
    known: dict[CellKey, list[str]] = defaultdict(list)
    for folder in ("source", "release"):
        for notebook in marks.notebooks:
            path = course / folder / marks.assignment / f"{notebook}.ipynb"
            for cell in read_cells(path):
                if role(cell) == "solution":
                    key = (notebook, str(settings(cell).get("grade_id", "")))
                    known[key].append(source_of(cell))
    return known


def _cell_rows(
    marks: ClassMarks, outline: Outline, graded: Sequence[Submitted]
) -> Iterable[CellRow]:
    by_cell: Mapping[CellKey, list[Mark]] = defaultdict(list)
    for submitted in graded:
        for mark in submitted.marks:
            by_cell[mark.notebook, mark.grade_id].append(mark)
    order = dict.fromkeys([*outline.order, *sorted(marks.cells)])
    for key in order:
        if key in marks.cells:
            own, best = by_cell.get(key, []), marks.cells[key]
            waiting = sum(mark.waits for mark in own)
            scores = [mark.score for mark in own if not mark.waits]
            yield CellRow(
                title_of(outline, key),
                *key,
                len(scores),
                sum(score >= best for score in scores),
                statistics.fmean(scores) if scores else 0.0,
                best,
                waiting,
            )


def _chapter(row: CellRow | CheckRow) -> tuple[float, ...]:
    """Sort by the number that a heading begins with, 4.2 before 4.11."""
    title = row.title if isinstance(row, CellRow) else row.exercise
    found = _NUMBER.match(title)
    return tuple(map(float, found[0].split("."))) if found else (float("inf"),)


def _check_rows(findings: Findings) -> Iterable[CheckRow]:
    for (exercise, title), count in findings.checks.items():
        yield CheckRow(exercise, title, findings.held[exercise, title], count)


def _most(counter: Counter[tuple[str, str]]) -> tuple[Said, ...]:
    ranked = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Said(*key, count) for key, count in ranked[:MOST_HINTS])


def _statuses(everyone: Iterable[Submitted]) -> tuple[tuple[str, int], ...]:
    counts = Counter(s.record.status if s.record else "by nbgrader" for s in everyone)
    order = {status: place for place, status in enumerate(STATUSES)}
    return tuple(sorted(counts.items(), key=lambda item: order.get(item[0], -1)))


def _refused(everyone: Iterable[Submitted]) -> Iterable[tuple[str, str, str]]:
    worth_telling = STATUSES[STATUSES.index("unknown_student") :]
    for submitted in sorted(everyone, key=lambda s: s.student):
        record = submitted.record
        if record and record.status in worth_telling:
            yield submitted.student, record.status, one_line(record.message, 500)


def _flags(everyone: Iterable[Submitted]) -> Iterable[tuple[str, str]]:
    for submitted in sorted(everyone, key=lambda s: s.student):
        for flag in submitted.record.flags if submitted.record else ():
            yield submitted.student, flag


def _unprotected(
    outline: Outline, everyone: Iterable[Submitted]
) -> Iterable[tuple[str, int]]:
    counts: Counter[CellKey] = Counter()
    for submitted in everyone:
        cells = submitted.record.cells if submitted.record else {}
        counts.update(k for k, c in cells.items() if c.get("tamper_proof") is False)
    for key, count in sorted(counts.items()):
        yield f"{title_of(outline, key)} ({one_line(key[1])})", count
