"""Whose a downloaded file is: the file names of learning platforms."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import CourseError

_ARCHIVE = re.compile(r"\.(?:zip|tar|tgz|tbz2|txz|tar\.(?:gz|bz2|xz))$", re.I)
_BUILT_IN = {
    # Ann Lee_12345_assignsubmission_file_/ps1.ipynb, or without the folder
    "moodle": (
        r"(?:[^/]+/)*?(?P<student_id>[^/]+?)_(?P<account>\d+)_assignsubmission_file"
        r"_?/?(?P<file_id>[^/].*)",
    ),
    # leeann_LATE_123_456_ps1-1.ipynb: account, attempt, name, number of resubmission
    "canvas": (
        r"(?:[^/]+/)*?(?P<student_id>[^/_]+)(?:_(?P<late>LATE))?"
        r"_(?P<account>\d+)_\d+_(?P<file_id>[^/]+)",
    ),
    # ann/ps1.ipynb, ann/ps1/ps1.ipynb, or ann.zip
    "plain": (
        r"(?P<student_id>[^/]+)/(?P<file_id>.+)",
        r"(?P<student_id>[^/]+?)(?P<file_id>\.(?:zip|tgz|tar(?:\.\w+)?))",
    ),
}
MOST_NAME = 1000


@dataclass(frozen=True)
class Owner:
    """What a file's name says.

    Attributes
    ----------
    name : str
        The student as the platform calls them.
    account : str
        The platform's number for them, empty where the name has none.
    file : str
        The path inside the submission, as the platform gives it.
    timestamp : str
        Empty where the name has none.
    late : bool
        Marked by the platform.
    """

    name: str
    account: str
    file: str
    timestamp: str = ""
    late: bool = False


class Pattern:
    """A built-in or a course's own pattern of file names.

    Parameters
    ----------
    text : str
        ``moodle``, ``canvas``, ``plain``, or a regular expression with the groups
        ``student_id`` and ``file_id``, perhaps ``timestamp``.

    Raises
    ------
    CourseError
        The expression is none, or lacks a group.
    """

    def __init__(self, text: str) -> None:
        self.name = text if text in _BUILT_IN else ""
        try:
            tried = _BUILT_IN.get(text, (text,))
            self._tried = [re.compile(one, re.DOTALL) for one in tried]
        except re.error as error:
            raise CourseError(
                f"--pattern {text!r} is no regular expression ({error}); give one, or "
                f"one of {', '.join(_BUILT_IN)}."
            ) from error
        lacking = {"student_id", "file_id"} - set(self._tried[0].groupindex)
        if lacking:
            raise CourseError(
                f"--pattern {text!r} lacks {' and '.join(sorted(lacking))}; write "
                r"groups such as (?P<student_id>\w+)_(?P<file_id>.+), or give one of "
                f"{', '.join(_BUILT_IN)}."
            )

    def owner(self, path: str) -> Owner | None:
        """Return whose a file is, or None where the pattern does not fit."""
        if len(path) > MOST_NAME:
            return None
        found = self._match(path)
        if found is None:
            return None
        groups = {key: value or "" for key, value in found.groupdict().items()}
        file = groups["file_id"]
        if not self.name:  # as in nbgrader, a file_id may come without its extension
            suffix = re.search(r"\.[^./]+$", path)
            if suffix and not file.endswith(suffix[0]):
                file += suffix[0]
        return Owner(
            unicodedata.normalize("NFC", groups["student_id"]),
            groups.get("account", ""),
            file,
            groups.get("timestamp", ""),
            bool(groups.get("late")),
        )

    def _match(self, path: str) -> re.Match[str] | None:
        for one in self._tried:
            match = one.fullmatch if self.name else one.match
            found = match(path)
            if found is None and not self.name:  # written for the file's name alone
                found = match(path.rpartition("/")[2])
            if found is not None:
                return found
        return None


def guess(paths: list[str]) -> Pattern:
    """Choose the built-in pattern that most names of a download look like."""
    for name in ("moodle", "canvas"):
        pattern = Pattern(name)
        if 2 * sum(pattern.owner(path) is not None for path in paths) > len(paths):
            return pattern
    return Pattern("plain")


def is_archive(path: str) -> bool:
    """Tell whether a file's name is that of a zip or tar file."""
    return _ARCHIVE.search(path) is not None


def read_students(path: Path) -> dict[str, str]:
    """Read which platform name or number belongs to which student.

    Parameters
    ----------
    path : Path
        A CSV file with a column ``student_id``; every other column (name, number,
        e-mail) holds what the platform may call the student.

    Returns
    -------
    dict of str to str
        By `key` of the platform's name; a name of two students is left out.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(file)
        if "student_id" not in (table.fieldnames or ()):
            raise CourseError(
                f"{path} has no column student_id; its first line must name the "
                "columns, such as: student_id,name"
            )
        found: dict[str, set[str]] = {}
        for row in table:
            student = (row["student_id"] or "").strip()
            for name in row.values():
                if student and isinstance(name, str) and name.strip():
                    found.setdefault(key(name), set()).add(student)
    return {name: ids.pop() for name, ids in found.items() if len(ids) == 1}


def key(name: str) -> str:
    """Return a name without case, composition and doubled spaces."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
