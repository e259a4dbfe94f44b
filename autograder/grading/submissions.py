"""Submissions on disk: who handed in, and what."""

from __future__ import annotations

import datetime
import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path

from nbgrader.utils import parse_utc

from autograder.grading.flags import flag, printable
from autograder.grading.handed_in import read_folder
from autograder.grading.layout import check_assignment, read_layout
from autograder.grading.naming import assign, bad_name, is_notebook
from autograder.grading.reading import Unreadable
from autograder.grading.records import Plan, Submission

TIMESTAMP = "timestamp.txt"
# nbgrader's parser looks time zones up as files; a path is none.
_TIME = re.compile(r"(?!.*\.\.)[\w:+\-., ]{4,60}(?: [A-Za-z]\w*(?:/[\w+\-]+){1,2})?")


def find(course: Path, assignment: str) -> list[tuple[str, Path]]:
    """List the submissions of an assignment.

    Parameters
    ----------
    course : Path
        An nbgrader course directory.
    assignment : str
        The assignment.

    Returns
    -------
    list of (str, Path)
        Student and folder, sorted by student; nothing is opened, and the names are
        those on disk, good or bad.
    """
    check_assignment(assignment)
    layout = read_layout(course)
    # No path has a NUL in it, so this marks the place of the student's name.
    pattern = layout.folder("submitted", "\0", assignment).parts
    place = next(i for i, part in enumerate(pattern) if "\0" in part)
    prefix, _, suffix = pattern[place].partition("\0")
    above, below = Path(*pattern[:place]), pattern[place + 1 :]
    if not above.is_dir():
        return []
    left_out = str(layout.directory.student_id_exclude).split(",")
    found = []
    for name in os.listdir(above):
        student = name[len(prefix) : len(name) - len(suffix)]
        folder = Path(above, name, *below)
        fits = name.startswith(prefix) and name.endswith(suffix)
        if fits and student not in left_out and os.path.lexists(folder):
            found.append((student, folder))
    return sorted(found)


def load(folder: Path, student: str, plan: Plan) -> Submission:
    """Read a submission once; whatever a student did ends in its `problem`.

    Parameters
    ----------
    folder : Path
        Where it lies.
    student : str
        Whose it is.
    plan : Plan
        The assignment; its notebooks' names count.

    Returns
    -------
    Submission
        With a problem of status ``not_run`` where there is no notebook at all.
    """
    problem = bad_name(student)
    if problem:
        shown = printable(student)
        message = f"The student's name {shown!r} {problem}; rename the folder."
        return Submission(shown, plan.assignment, problem=("bad_name", message))
    try:
        files = read_folder(folder, own=folder.parent.name == student)
        return _taken(files, student, plan)
    except Unreadable as refused:
        problem_found = (refused.status, refused.message)
        return Submission(student, plan.assignment, problem=problem_found)


def _taken(files: dict[str, bytes], student: str, plan: Plan) -> Submission:
    timestamp, flags = read_timestamp(files.get(TIMESTAMP))
    digest = content_hash(files)
    names = [notebook.name for notebook in plan.notebooks]
    try:
        notebooks, more = assign(names, files)
        problem = ("", "") if notebooks else _without_notebook(names, files)
    except Unreadable as refused:
        notebooks, more, problem = {}, [], (refused.status, refused.message)
    # Other notebooks are left out, as nbgrader leaves them.
    kept = {path: data for path, data in files.items() if not is_notebook(path)}
    return Submission(
        student,
        plan.assignment,
        {**kept, **notebooks},
        timestamp,
        digest,
        problem,
        (*flags, *more),
    )


def _without_notebook(names: list[str], files: Mapping[str, bytes]) -> tuple[str, str]:
    expected = " and ".join(f"{name}.ipynb" for name in names)
    others = [printable(path) for path in files if is_notebook(path)]
    if others:
        listed = ", ".join(others[:5])
        return (
            "ambiguous_submission",
            f"Expected {expected}, got {listed}: rename the notebooks.",
        )
    return "not_run", f"No notebook was handed in, expected {expected}."


def content_hash(files: Mapping[str, bytes]) -> str:
    """Hash names and contents; when it was handed in makes no difference."""
    digest = hashlib.sha256()
    for path, data in sorted(files.items()):
        if path != TIMESTAMP:
            name = path.encode("utf-8", "surrogateescape")
            digest.update(b"%d:%d:" % (len(name), len(data)) + name + data)
    return digest.hexdigest()


def read_timestamp(
    data: bytes | None,
) -> tuple[datetime.datetime | None, tuple[str, ...]]:
    """Read ``timestamp.txt`` as nbgrader does.

    Returns
    -------
    timestamp : datetime or None
        In UTC, without a zone.
    flags : tuple of str
        ``bad_timestamp`` where there is a text, but no time in it.
    """
    text = (data or b"").decode("utf-8", "replace").strip()
    if not text:
        return None, ()
    timestamp = parse_time(text)
    return timestamp, () if timestamp else (flag("bad_timestamp", text[:60]),)


def parse_time(text: str) -> datetime.datetime | None:
    """Read a time in nbgrader's forms; None where it is none."""
    if not _TIME.fullmatch(text):
        return None
    try:
        parsed = parse_utc(text)
    except Exception:  # dateutil raises all kinds on odd texts
        return None
    return parsed if isinstance(parsed, datetime.datetime) else None
