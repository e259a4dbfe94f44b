"""What stands in graded notebooks: check reports, titles, the student's cells.

Notebooks are read as plain JSON. Nothing is taken from them as HTML: a check report
is read from its text, so that no output can carry markup into a page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.grading.marks import CellKey
from autograder.grading.plain_text import capped, joined, one_line

MOST_BYTES = 100 * 1024 * 1024  # the grader's own notebooks are far smaller
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_MARKUP = re.compile(r"[*`\\]")
_RESULT = re.compile(r"^  ([✓✗]) (.*?)(?: \((\d+(?:\.\d+)?) points?\))?$")
_DETAIL = "      "
HINT = "Hint: "
MERITS = "It holds with a correct version of the exercises that it builds on."
HIDDEN = ", checks kept for grading"  # in the headline of such a report
SHORT = '"""… (as it was given)"""'
_DOCSTRING = re.compile(r'"""(?:(?!""").){300,}?"""', re.DOTALL)


@dataclass
class CheckLine:
    """One check of a report: whether it holds, and what is said of it."""

    holds: bool
    title: str
    points: str = ""
    details: list[str] = field(default_factory=list)


@dataclass
class CheckReport:
    """A check report, read from its text."""

    headline: str
    checks: list[CheckLine] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    visible: int = 0  # how many of the checks the student could run; they come first

    def points(self, earned: bool = False) -> float:
        """Return what the checks shown are worth, or what was earned by them."""
        shown = [check for check in self.checks if check.holds or not earned]
        return sum(float(check.points or 0) for check in shown)

    def hints(self) -> list[str]:
        """Return the hints, without the word."""
        texts = [text for check in self.checks for text in check.details]
        return [t.removeprefix(HINT) for t in texts if t.startswith(HINT)]


@dataclass(frozen=True)
class Outline:
    """What the instructor's source says of an assignment.

    Attributes
    ----------
    order : tuple of (str, str)
        The graded cells in the order of the notebooks.
    titles : mapping of (str, str) to str
        For each of nbgrader's cells the heading above it.
    provided : frozenset of str
        Texts of the instructor's cells; what else stands in a submission is the
        student's.
    docstrings : tuple of str
        The longer ones of the stubs, quotes included; feedback leaves them out.
    """

    order: tuple[CellKey, ...] = ()
    titles: Mapping[CellKey, str] = field(default_factory=dict)
    provided: frozenset[str] = frozenset()
    docstrings: tuple[str, ...] = ()

    def shortened(self, code: str) -> str:
        """Return a student's code without the long docstrings that were given."""
        for text in self.docstrings:
            code = code.replace(text, SHORT)
        return code


def read_cells(path: Path) -> list[dict[str, Any]]:
    """Return a notebook's cells, empty when it is missing or damaged."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return []
        cells = json.loads(path.read_bytes()).get("cells", [])
    except (OSError, ValueError, AttributeError, RecursionError):
        return []
    return [cell for cell in cells if isinstance(cell, dict)] if cells else []


def settings(cell: Mapping[str, Any]) -> dict[str, Any]:
    """Return a cell's nbgrader metadata, empty for a cell of no role."""
    metadata = cell.get("metadata")
    found = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return found if isinstance(found, dict) else {}


def role(cell: Mapping[str, Any]) -> str:
    """Return ``test``, ``solution``, ``manual``, ``task``, ``locked`` or ``none``."""
    found = settings(cell)
    if found.get("task"):
        return "task"
    if found.get("grade"):
        return "manual" if found.get("solution") else "test"
    if found.get("solution"):
        return "solution"
    return "locked" if found.get("locked") else "none"


def source_of(cell: Mapping[str, Any]) -> str:
    """Return a cell's text."""
    return joined(cell.get("source"))


def read_outline(course: Path, assignment: str, notebooks: Sequence[str]) -> Outline:
    """Read titles and order from ``source/``; an absent source gives less, no error."""
    order: list[CellKey] = []
    titles: dict[CellKey, str] = {}
    provided: set[str] = set()
    docstrings: dict[str, None] = {}
    for name in notebooks:
        heading = ""
        for cell in read_cells(course / "source" / assignment / f"{name}.ipynb"):
            key = (name, str(settings(cell).get("grade_id", "")))
            kind = role(cell)
            if kind in ("none", "locked", "task"):
                provided.add(source_of(cell).strip())
                if cell.get("cell_type") == "markdown":
                    heading = first_heading(source_of(cell)) or heading
            if kind == "solution":
                docstrings |= dict.fromkeys(_DOCSTRING.findall(source_of(cell)))
            if kind in ("test", "manual", "task"):
                order.append(key)
            if key[1]:
                titles[key] = heading or one_line(key[1])
    return Outline(tuple(order), titles, frozenset(provided), tuple(docstrings))


def first_heading(text: str) -> str:
    """Return the first Markdown heading of a text, without its marks."""
    found = _HEADING.search(text[:20_000])
    return one_line(_MARKUP.sub("", found[1])) if found else ""


def outputs_of(cell: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a cell's outputs that have the form of outputs."""
    outputs = cell.get("outputs")
    for output in outputs if isinstance(outputs, list) else ():
        if isinstance(output, dict):
            yield output


def report_of(cell: Mapping[str, Any]) -> CheckReport | None:
    """Return the check reports in a test cell, as one; None where there is none."""
    reports = [
        parse_report(joined(data.get("text/plain")))
        for data in (output.get("data") for output in outputs_of(cell))
        if isinstance(data, dict) and "u-report" in joined(data.get("text/html"))
    ]
    if not reports:
        return None
    reports.sort(key=lambda report: HIDDEN in report.headline)
    _regain(reports)
    checks = [check for report in reports for check in report.checks]
    notes = [note for report in reports for note in report.notes]
    visible = sum(len(r.checks) for r in reports if HIDDEN not in r.headline)
    return CheckReport(_headline(reports), checks, notes, visible)


def _regain(reports: Sequence[CheckReport]) -> None:
    """Let a check hold that was regained on its own merits, and name it once.

    The report on the hidden checks lists it again; its note says why it holds.
    """
    for report in reports:
        if HIDDEN not in report.headline:
            continue
        held = {check.title for check in report.checks if check.holds}
        visible = [check for r in reports if r is not report for check in r.checks]
        for check in visible:
            if not check.holds and check.title in held:
                check.holds, check.details = True, [MERITS]
        seen = {check.title for check in visible}
        report.checks = [c for c in report.checks if c.title not in seen]


def _headline(reports: Sequence[CheckReport]) -> str:
    """Say of visible and hidden checks together how many hold."""
    problems = [report.headline for report in reports if not report.checks]
    checks = [check for report in reports for check in report.checks]
    if problems or not checks:
        return problems[0] if problems else reports[0].headline
    held = sum(check.holds for check in checks)
    if held == len(checks):
        return "Every check holds." if held > 1 else "The check holds."
    return f"{held} of {len(checks)} checks hold."


def parse_report(text: str) -> CheckReport:
    """Read the text of a check report.

    Parameters
    ----------
    text : str
        As `rnn_core.report.Report` prints it: a headline, a line for each check,
        indented sentences below it, notes at the end.

    Returns
    -------
    CheckReport
        Lines that have no place in this form are kept as notes.
    """
    lines = capped(text, 20_000).split("\n")
    report = CheckReport(lines[0])
    current: list[str] = report.notes
    for line in lines[1:]:
        found = _RESULT.match(line)
        if found:
            mark, title, points = found.groups()
            check = CheckLine(mark == "✓", title, points or "")
            report.checks.append(check)
            current = check.details
        elif line.startswith(_DETAIL) and report.checks:
            current.append(line.removeprefix(_DETAIL))
        elif line.startswith("  "):
            current = report.notes
            current.append(line.removeprefix("  "))
        elif line.strip():
            current.append(line)
    return report
