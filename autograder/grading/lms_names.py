"""Matching the rows of an LMS's own file with the gradebook's students."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from autograder.errors import CourseError
from autograder.grading.marks import Student

# Columns that say who somebody is. Others are not looked at: a score of 12 is not the
# student 12.
IDENTITY = frozenset(
    {
        *("id", "student", "student id", "student_id", "login", "username", "name"),
        *("sis user id", "sis login id", "integration id", "lms_user_id"),
        *("full name", "first name", "last name", "surname", "first_name", "last_name"),
        *("id number", "email", "email address"),
    }
)


class Table(NamedTuple):
    """A CSV file: its head, and its rows by column."""

    head: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]

    def column(self, *names: str) -> str:
        """Return the first of these columns that is there, in its own spelling."""
        known = {title.strip().casefold(): title for title in self.head}
        found = (known[name.casefold()] for name in names if name.casefold() in known)
        return next(found, "")


def read_table(path: Path) -> Table:
    """Read a CSV file that an LMS wrote, or a list made by hand.

    Raises
    ------
    CourseError
        When it is no CSV file in UTF-8 with a head.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CourseError(f"{path} is not in UTF-8; save it again as UTF-8.") from error
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)  # spreadsheets differ by country
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise CourseError(f"{path} is no CSV file: {error}.") from error
    if not lines or len(lines[0]) < 2:
        raise CourseError(f"{path} is no CSV file with a head and several columns.")
    head = tuple(lines[0])
    rows = [dict(zip(head, line, strict=False)) for line in lines[1:] if any(line)]
    return Table(head, tuple(rows))


def match(
    table: Table, students: Iterable[Student]
) -> tuple[dict[str, Mapping[str, str]], list[Mapping[str, str]]]:
    """Find each student's row.

    A row belongs to the one student whose id, address or LMS number stands in it;
    failing that, to the one whose name does. Nobody is guessed where two fit.

    Returns
    -------
    rows : dict of str to mapping
        By student id.
    strangers : list of mapping
        Rows that belong to nobody.
    """
    everybody = list(students)
    by_key = _index((key, s.id) for s in everybody for key in _keys(s))
    by_name = _index((name, s.id) for s in everybody for name in _names(s))
    rows: dict[str, Mapping[str, str]] = {}
    strangers = []
    for row in table.rows:
        values = _identity(row)
        found = _only(by_key, values) or _only(by_name, values)
        if found and found not in rows:
            rows[found] = row
        else:
            strangers.append(row)
    return rows, strangers


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for text, student in pairs:
        if _plain(text):
            found[_plain(text)].add(student)
    return found


def _only(index: Mapping[str, set[str]], values: Iterable[str]) -> str:
    found = set().union(*(index.get(value, set()) for value in values if value))
    return found.pop() if len(found) == 1 else ""


def _keys(student: Student) -> tuple[str, ...]:
    return student.id, student.email, student.lms_user_id


def _names(student: Student) -> tuple[str, ...]:
    first, last = student.first_name, student.last_name
    return (f"{first} {last}", f"{last}, {first}") if first and last else ()


def _identity(row: Mapping[str, str]) -> set[str]:
    fields = {title.strip().casefold(): value for title, value in row.items()}
    last = fields.get("last name") or fields.get("surname", "")
    full = f"{fields.get('first name', '')} {last}"
    return {_plain(fields[title]) for title in IDENTITY & set(fields)} | {_plain(full)}


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
