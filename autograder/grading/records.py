"""What passes between the parts of the grader: plain, immutable records."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

# From harmless to grave: a submission has the gravest status of its cells.
STATUSES = (
    "ok",
    "wrong",
    "error",
    "not_run",
    "bad_return",
    "flaky",
    "output_limit",
    "disk_limit",
    "process_limit",
    "memory_limit",
    "crashed",
    "timeout",
    "total_timeout",
    "unknown_student",
    "bad_name",
    "bad_file_type",
    "ambiguous_submission",
    "submission_too_large",
    "rejected_archive",
    "unreadable_submission",
    "infra_error",
)
# The submission itself could not be taken: no cell was run, no score is written.
REFUSED = frozenset(STATUSES[STATUSES.index("unknown_student") : -1])


def gravest(statuses: Iterable[str]) -> str:
    """Return the gravest of some statuses, ``ok`` for none."""
    return max(statuses, key=STATUSES.index, default="ok")


@dataclass(frozen=True)
class PlanCell:
    """A cell of the instructor's notebook.

    Attributes
    ----------
    role : str
        ``text``, ``setup`` (the instructor's code), ``solution`` (the student writes
        it, tests grade it), ``test``, ``manual`` (the student writes it, a person
        grades it) or ``task`` (a description with points, a person grades it).
    grade_id : str
        nbgrader's name for the cell, empty where it has no role there.
    cell_type : str
        ``code``, ``markdown`` or ``raw``.
    source : str
        The instructor's text; in a solution, the solution.
    shown : str
        What the student was given: without solution and hidden tests.
    points : float
        What it is worth; 0 where nothing is graded.
    hidden_lines : tuple of (int, int)
        First and last line of each hidden region, counted from 1, markers included.
    skipped : bool
        Tagged ``skip-execution``.
    metadata : dict
        The cell's metadata, nbgrader's part included.
    """

    role: str
    grade_id: str
    cell_type: str
    source: str
    shown: str = ""
    points: float = 0.0
    hidden_lines: tuple[tuple[int, int], ...] = ()
    skipped: bool = False
    metadata: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class PlanNotebook:
    """An instructor's notebook as the grader uses it."""

    name: str
    cells: tuple[PlanCell, ...]
    metadata: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """An assignment, from the instructor's sources only.

    Attributes
    ----------
    assignment : str
        Its name.
    notebooks : tuple of PlanNotebook
        By name.
    version : str
        Hash of everything that decides a score.
    files : dict of str to bytes
        Files that students were given beside the notebooks, by relative path.
    seed : int
        Draws the inputs of hidden checks; the course keeps it secret.
    compat : frozenset of (str, str)
        Notebook and grade id of the tests that must run where the student's code is.
    """

    assignment: str
    notebooks: tuple[PlanNotebook, ...]
    version: str
    files: dict[str, bytes] = field(default_factory=dict)
    seed: int = 0
    compat: frozenset[tuple[str, str]] = frozenset()

    @property
    def max_score(self) -> float:
        """Points of all cells, those that a person grades included."""
        return sum(c.points for notebook in self.notebooks for c in notebook.cells)


@dataclass(frozen=True)
class Submission:
    """What a student handed in, read once.

    Attributes
    ----------
    student, assignment : str
        Whose, and of what.
    files : dict of str to bytes
        By relative path; notebooks under the names that the plan gives them.
    timestamp : datetime, optional
        When, in UTC without a zone, as nbgrader stores it.
    content_hash : str
        Hash of the files.
    problem : tuple of (str, str)
        Status and sentence where it cannot be graded at all; else ``("", "")``.
    flags : tuple of str
        What an instructor should know, such as ``renamed_notebook:ps1 (1).ipynb``.
    """

    student: str
    assignment: str
    files: dict[str, bytes] = field(default_factory=dict)
    timestamp: datetime.datetime | None = None
    content_hash: str = ""
    problem: tuple[str, str] = ("", "")
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """A cell in the order in which a submission is run.

    Attributes
    ----------
    cell : PlanCell, optional
        The instructor's cell; None for a cell that the student added.
    source : str
        What runs: the student's text in a solution, else the instructor's.
    cell_type : str
        ``code``, ``markdown`` or ``raw``.
    submitted : bool
        False for a solution cell that is missing from the submission.
    attachments : dict
        Images pasted into a Markdown cell.
    """

    cell: PlanCell | None
    source: str
    cell_type: str = "code"
    submitted: bool = True
    attachments: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Program:
    """A student's notebook, put in the order of the instructor's."""

    notebook: str
    steps: tuple[Step, ...]
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class CellResult:
    """The outcome of one graded cell; its fields are those of ``--json``."""

    notebook: str
    grade_id: str
    score: float | None  # None where a person has to grade
    max_score: float
    status: str
    message: str = ""
    tamper_proof: bool = True


@dataclass(frozen=True)
class Result:
    """The outcome of one submission.

    Attributes
    ----------
    score : float
        Sum of the cells' scores, before any late penalty.
    notebooks : dict of str to list
        For each notebook the cells of the ``autograded`` version, as nbformat 4 data
        with outputs.
    message : str
        A sentence about the submission as a whole.
    seconds, cpu_seconds : float
        Wall time and processor time that it took.
    """

    student: str
    assignment: str
    status: str
    score: float
    max_score: float
    flags: tuple[str, ...] = ()
    cells: tuple[CellResult, ...] = ()
    message: str = ""
    notebooks: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    content_hash: str = ""
    version: str = ""
    seconds: float = 0.0
    cpu_seconds: float = 0.0

    def public(self) -> dict[str, Any]:
        """Return the record that ``--json`` writes for this submission."""
        kept = "student assignment status score max_score flags cells message"
        record = {key: getattr(self, key) for key in kept.split()}
        return record | {"cells": tuple(dict(vars(cell)) for cell in self.cells)}
