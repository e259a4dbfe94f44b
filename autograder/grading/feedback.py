"""Feedback pages for students, where ``nbgrader release_feedback`` looks for them.

One page a notebook, complete in itself: no script, no address outside, everything a
student wrote escaped and cut to a length that a browser can show. Of a test it shows
what the check said; never its text, since hidden tests and expected values stand there.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tqdm import tqdm

from autograder.course_dir import require
from autograder.grading import wording
from autograder.grading.graded_notebooks import (
    CheckReport,
    Outline,
    read_cells,
    read_outline,
    report_of,
    role,
    settings,
    source_of,
)
from autograder.grading.marks import (
    CellKey,
    ClassMarks,
    Mark,
    Submitted,
    chosen,
    read_marks,
)
from autograder.grading.outputs import Output, Outputs
from autograder.grading.pages import number, one_folder, render, write_if_changed
from autograder.grading.plain_text import capped, one_line
from autograder.grading.records import REFUSED

# nbgrader finds the page that belongs to a student by these.
CARRIED = ("timestamp.txt", "submission_secret.txt")
MOST_CODE = 20_000  # characters of one cell
UNSCORED = REFUSED | {"infra_error"}  # our fault is never shown as a student's zero
TINY = 1e-9  # points are sums of a few decimal fractions
MOST_EXTRA = 50  # cells that the student added


@dataclass
class Item:
    """Something in a section: code, written text, or what a test said."""

    kind: str  # "code", "text" or "test"
    label: str = ""
    text: str = ""
    outputs: list[Output] = field(default_factory=list)
    mark: Mark | None = None
    status: str = "ok"
    report: CheckReport | None = None
    message: str = ""
    kept: str = ""  # about checks that only grading ran
    comment: str = ""


@dataclass
class Section:
    """An exercise: its title, its points and what belongs to it."""

    title: str
    items: list[Item] = field(default_factory=list)

    @property
    def marks(self) -> list[Mark]:
        """The marks of this section's cells."""
        return [item.mark for item in self.items if item.mark]

    @property
    def score(self) -> float:
        """Points earned."""
        return sum(mark.score for mark in self.marks)

    @property
    def max_score(self) -> float:
        """Points there were."""
        return sum(mark.max_score for mark in self.marks)

    @property
    def waits(self) -> bool:
        """Whether a person has still to grade something here."""
        return any(mark.waits for mark in self.marks)


def write_feedback(
    course: Path,
    assignments: Sequence[str] | None = None,
    students: Sequence[str] | None = None,
) -> list[Path]:
    """Write feedback pages.

    Parameters
    ----------
    course : Path
        The course directory.
    assignments, students : sequence of str, optional
        Whose pages; all of them by default.

    Returns
    -------
    list of Path
        The pages, those that needed no change included.
    """
    course = require(course)
    pages: list[Path] = []
    for assignment in chosen(course, assignments):
        marks = read_marks(course, assignment)
        outline = read_outline(course, assignment, marks.notebooks)
        wanted = _wanted(marks, students)
        for submitted in tqdm(wanted, desc=f"feedback {assignment}", disable=None):
            pages += _write_one(course, marks, outline, submitted)
    return pages


def _wanted(marks: ClassMarks, students: Sequence[str] | None) -> list[Submitted]:
    """Return the submissions to write of, of students whom the gradebook knows."""
    known = {student.id for student in marks.students}
    found = [marks.submissions[name] for name in sorted(marks.submissions)]
    return [
        submitted
        for submitted in found
        if submitted.student in known
        and one_folder(submitted.student)
        and (not students or submitted.student in students)
    ]


def _write_one(
    course: Path, marks: ClassMarks, outline: Outline, submitted: Submitted
) -> Iterator[Path]:
    place = Path(submitted.student) / marks.assignment
    folder = course / "feedback" / place
    graded = course / "autograded" / place
    for notebook in marks.notebooks:
        page = folder / f"{notebook}.html"
        write_if_changed(page, _page(marks, outline, submitted, notebook, graded))
        yield page
    for name in CARRIED:
        _carry(name, [graded, course / "submitted" / place], folder)


def _carry(name: str, sources: Iterable[Path], folder: Path) -> None:
    for source in sources:
        path = source / name
        if path.is_file() and not path.is_symlink() and path.stat().st_size < 4096:
            write_if_changed(folder / name, path.read_bytes())
            return


def _page(
    marks: ClassMarks,
    outline: Outline,
    submitted: Submitted,
    notebook: str,
    graded: Path,
) -> bytes:
    own = [mark for mark in submitted.marks if mark.notebook == notebook]
    penalty = submitted.penalties.get(notebook, 0.0)
    refused = _refused(submitted)
    cells = [] if refused else read_cells(graded / f"{notebook}.ipynb")
    builder = _Builder(outline, submitted, notebook, own)
    return render(
        "feedback.html",
        assignment=marks.assignment,
        notebook=notebook,
        student=one_line(submitted.student),
        score=max(0.0, sum(mark.score for mark in own) - penalty),
        max_score=sum(p for (name, _), p in marks.cells.items() if name == notebook),
        penalty=penalty,
        late=_duration(submitted.seconds_late),
        waits=any(mark.waits for mark in own) and not refused,
        refused=refused,
        graded_before=bool(refused and own and submitted.score),
        problem=_problem(submitted) if not refused else "",
        flags=_flags(submitted),
        sections=[] if refused else builder.build(cells),
        left_out=builder.left_out,
    )


def _refused(submitted: Submitted) -> list[str]:
    """Return what to say instead of results, where there are none."""
    record = submitted.record
    if record is None or record.status not in UNSCORED:
        return []
    said = capped(record.message, 1000) or wording.CELL.get(record.status, "")
    return [text for text in (said, wording.REPAIR.get(record.status)) if text]


def _problem(submitted: Submitted) -> str:
    return capped(submitted.record.message, 1000) if submitted.record else ""


def _flags(submitted: Submitted) -> list[str]:
    flags = submitted.record.flags if submitted.record else ()
    return [one_line(wording.explain(flag), 500) for flag in flags[:30]]


def _duration(seconds: float) -> str:
    minutes = int(-(-seconds // 60))
    days, rest = divmod(minutes, 24 * 60)
    parts = [(days, "day"), (rest // 60, "hour"), (rest % 60, "minute")]
    texts = [f"{count} {word}{'s' * (count != 1)}" for count, word in parts if count]
    return " ".join(texts[:2])


class _Builder:
    """Puts the cells of one graded notebook into sections."""

    def __init__(
        self,
        outline: Outline,
        submitted: Submitted,
        notebook: str,
        marks: Sequence[Mark],
    ) -> None:
        self.outline, self.submitted, self.notebook = outline, submitted, notebook
        self.marks: Mapping[str, Mark] = {mark.grade_id: mark for mark in marks}
        self.sections: list[Section] = []
        self.outputs = Outputs()
        self.left_out = 0
        self.extra = 0
        self.seen: set[str] = set()

    def build(self, cells: Iterable[Mapping[str, Any]]) -> list[Section]:
        """Return the sections; a mark without a cell gets its place at the end."""
        for cell in cells:
            self._add(cell)
        for grade_id, mark in self.marks.items():
            if grade_id not in self.seen:
                item = self._graded(Item("test", label=one_line(grade_id)), grade_id)
                self._section(self._title(mark.grade_id)).items.append(item)
        return [section for section in self.sections if section.items]

    def _add(self, cell: Mapping[str, Any]) -> None:
        grade_id, kind = str(settings(cell).get("grade_id", "")), role(cell)
        if kind == "none":
            self._add_extra(cell)
        elif kind != "locked":
            section = self._section(self._title(grade_id))
            if kind == "test":
                item = Item("test", label=one_line(grade_id), report=report_of(cell))
            else:
                item = self._written(cell, kind)
            section.items.append(self._graded(item, grade_id))

    def _add_extra(self, cell: Mapping[str, Any]) -> None:
        text = source_of(cell)
        is_code = cell.get("cell_type") == "code"
        if not is_code or not text.strip() or text.strip() in self.outline.provided:
            return
        if self.extra >= MOST_EXTRA:
            self.left_out += 1
            return
        self.extra += 1
        before = self.sections or [self._section("Before the first exercise")]
        before[-1].items.append(self._code(cell, "A cell of your own"))

    def _written(self, cell: Mapping[str, Any], kind: str) -> Item:
        if kind != "task" and cell.get("cell_type") == "code":
            return self._code(cell, "Your code")
        text = "" if kind == "task" else capped(source_of(cell), MOST_CODE)
        return Item("text", "Your answer" if text else "", text)

    def _code(self, cell: Mapping[str, Any], label: str) -> Item:
        text = capped(self.outline.shortened(source_of(cell)), MOST_CODE)
        return Item("code", label, text, self.outputs.of(cell))

    def _graded(self, item: Item, grade_id: str) -> Item:
        """Add the mark, the grader's message and a person's comment."""
        key: CellKey = (self.notebook, grade_id)
        self.seen.add(grade_id)
        item.mark = self.marks.get(grade_id)
        item.comment = capped(self.submitted.comments.get(key, ""), 10_000)
        record = self.submitted.record
        said = record.cells.get(key, {}) if record else {}
        item.status = str(said.get("status") or "ok")
        if item.kind == "test" and (item.report is None or item.status != "wrong"):
            item.message = _message(item, capped(said.get("message"), 2000))
        item.kept = _kept(item)
        return item

    def _title(self, grade_id: str) -> str:
        key = (self.notebook, grade_id)
        return self.outline.titles.get(key) or one_line(grade_id) or self.notebook

    def _section(self, title: str) -> Section:
        with contextlib.suppress(StopIteration):
            return next(s for s in self.sections if s.title == title)
        self.sections.append(Section(title))
        return self.sections[-1]


def _kept(item: Item) -> str:
    """Say what the checks earned that are not shown."""
    mark, report = item.mark, item.report
    if mark is None or report is None or mark.by_hand or not report.checks:
        return ""
    room = mark.max_score - report.points()
    earned = mark.score - report.points(earned=True)
    if room < TINY:
        return ""
    if -TINY <= earned <= room + TINY:
        points = f"{number(max(0.0, earned))} of {number(room)} points"
        return f"Checks that were kept for grading: {points}."
    return "Checks that were kept for grading are part of these points."


def _message(item: Item, said: str) -> str:
    """Return what to say of a test beside, or instead of, its report."""
    if said and item.status not in ("ok", "wrong"):
        return said
    if item.status != "ok":
        return said or wording.CELL.get(item.status, "")
    if item.report is not None:
        return ""
    mark = item.mark
    if mark is None or mark.waits or mark.by_hand:
        return said
    if mark.score >= mark.max_score:
        return said or "This holds."
    return said or f"This earned {number(mark.score)} of {number(mark.max_score)}."
