"""``autograder collect``: downloads of a learning platform into ``submitted/``.

A student's files are gathered under numbers in a temporary folder in the course,
then put together and renamed into place: a student's submission is the old one or
the new one, never a mixture, and one that is refused leaves all others alone.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from autograder.errors import CourseError
from autograder.grading import download_names, handed_in
from autograder.grading.archives import Entry, entries, rejected
from autograder.grading.download_names import Owner, Pattern
from autograder.grading.flags import printable
from autograder.grading.handed_in import IGNORED
from autograder.grading.inbox import Inbox, inbox
from autograder.grading.layout import Layout, check_assignment, read_layout
from autograder.grading.naming import bad_characters, bad_name, is_notebook
from autograder.grading.reading import Unreadable
from autograder.grading.submissions import TIMESTAMP, parse_time

MOST_UNMATCHED = 50


@dataclass(frozen=True)
class Collected:
    """What became of one student's files, or of files that are nobody's.

    Attributes
    ----------
    student : str
        Empty where it is not known.
    status : str
        ``collected``, ``updated``, ``unchanged``, ``kept`` (the one that is there
        already), ``unmatched`` (whose is it?) or one of `records.STATUSES`.
    message : str
        A sentence, empty where there is nothing to say.
    files : tuple of str
        What is in the submission, or could not be matched.
    timestamp : datetime, optional
        In UTC.
    """

    student: str
    status: str
    message: str = ""
    files: tuple[str, ...] = ()
    timestamp: datetime.datetime | None = None


def collect(
    course: Path,
    source: Path,
    assignment: str,
    pattern: str | None = None,
    students: Path | None = None,
    update: bool = False,
) -> list[Collected]:
    """Sort downloaded submissions into ``submitted/<student>/<assignment>``.

    Parameters
    ----------
    course : Path
        The course directory.
    source : Path
        A folder, or a zip or tar file.
    assignment : str
        The assignment that was downloaded.
    pattern : str, optional
        See `download_names.Pattern`; guessed among the built-in ones when not given.
    students : Path, optional
        See `download_names.read_students`.
    update : bool
        Replace what is there already, also by an older submission.

    Returns
    -------
    list of Collected
        By student; files that match nothing come last.

    Raises
    ------
    CourseError
        The download as a whole cannot be read; then nothing was changed.
    """
    check_assignment(assignment)
    layout = read_layout(course)
    _require(layout, source, assignment)
    ids = download_names.read_students(students) if students else None
    try:
        chosen = (
            Pattern(pattern)
            if pattern
            else download_names.guess([entry.name for entry in entries(source)])
        )
        with inbox(layout, assignment) as box:
            sorter = _Sorter(layout, assignment, chosen, ids, box)
            for entry in entries(source):
                sorter.take(entry)
            return sorter.finish(update)
    except Unreadable as error:
        raise CourseError(f"{source}: {error.message}") from error


def _require(layout: Layout, source: Path, assignment: str) -> None:
    if not source.exists():
        raise CourseError(f"{source} is not there; give a folder or an archive.")
    folder = layout.folder("source", ".", assignment)
    if not any(folder.glob("*.ipynb")):
        raise CourseError(
            f"this course has no assignment {assignment!r}: {folder} holds no notebook."
        )


@dataclass
class _Pile:
    """Files of one student, by the path that they shall have."""

    files: dict[str, Path] = field(default_factory=dict)
    times: dict[str, datetime.datetime | None] = field(default_factory=dict)
    accounts: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)  # as in the archive
    size: int = 0
    late: bool = False
    problem: tuple[str, str] = ("", "")


class _Sorter:
    def __init__(
        self,
        layout: Layout,
        assignment: str,
        pattern: Pattern,
        ids: dict[str, str] | None,
        box: Inbox,
    ) -> None:
        self.assignment, self.pattern, self.ids = assignment, pattern, ids
        self.box = box
        self.piles: dict[str, _Pile] = {}
        self.refused: list[Collected] = []
        self.unmatched: list[str] = []
        folder = layout.folder("source", ".", assignment)
        self.known = {path.name for path in folder.iterdir()}

    def take(self, entry: Entry) -> None:
        """Put one file of the download on its student's pile."""
        if _ignored(entry.name):
            return
        owner = self.pattern.owner(entry.name)
        if _leads_out(entry.name) and not (owner and _leads_out(owner.file)):
            refusal = rejected(f"{printable(entry.name)!r} leads out of it")
            self._refuse(refusal.status, refusal.message, entry.name)
            return
        if owner is None:
            self.unmatched.append(printable(entry.name))
            return
        student = self._student(owner, entry.name)
        if student is None:
            return
        pile = self.piles.setdefault(student, _Pile())
        pile.accounts.add(owner.account)
        pile.late = pile.late or owner.late
        if not pile.problem[0]:
            try:
                self._add(pile, entry, self._path(owner), owner.timestamp)
            except Unreadable as error:
                pile.problem = (error.status, error.message)

    def _student(self, owner: Owner, path: str) -> str | None:
        student = owner.name
        if self.ids is not None:
            keys = (f"{owner.name}_{owner.account}", owner.account, owner.name)
            known = [
                self.ids[k] for k in map(download_names.key, keys) if k in self.ids
            ]
            if not known:
                message = f"{printable(owner.name)!r} is not in the list of students."
                self._refuse("unknown_student", message, path)
                return None
            student = known[0]
        problem = bad_name(student)
        if problem:
            message = f"The student's name {printable(student)!r} {problem}."
            self._refuse("bad_name", message, path)
            return None
        return student

    def _refuse(self, status: str, message: str, path: str) -> None:
        self.refused.append(Collected("", status, message, (printable(path),)))

    def _path(self, owner: Owner) -> str:
        """Return the path in the submission that a platform's name stands for."""
        path = owner.file
        if self.pattern.name == "canvas" and path not in self.known:
            # a resubmission gets a number: ps1-1.ipynb
            numbered = re.fullmatch(r"(.+)-\d{1,3}(\.\w+)", path)
            if numbered and "".join(numbered.groups()) in self.known:
                return "".join(numbered.groups())
        if self.pattern.name == "plain":
            return path.removeprefix(f"{self.assignment}/")
        return path

    def _add(self, pile: _Pile, entry: Entry, path: str, when: str = "") -> None:
        if entry.problem[0]:
            raise Unreadable(*entry.problem)
        if entry.name in pile.names:
            raise rejected(f"{printable(entry.name)!r} is in it twice")
        pile.names.add(entry.name)
        _check_path(path)
        if path.lower() == TIMESTAMP:  # a student does not say when it was handed in
            return
        if len(pile.names) > handed_in.MOST_FILES:
            raise _too_large(f"more than {handed_in.MOST_FILES} files")
        stored = self.box.new_file()
        with stored.open("wb") as target:
            pile.size += entry.copy(target, handed_in.MOST_BYTES - pile.size)
        self._keep(pile, path, stored, parse_time(when.strip()))

    def _keep(
        self, pile: _Pile, path: str, stored: Path, when: datetime.datetime | None
    ) -> None:
        if path in pile.files:
            before = pile.times[path]
            if before is None or when is None or before == when:
                if stored.read_bytes() == pile.files[path].read_bytes():
                    return
                raise Unreadable(
                    "ambiguous_submission",
                    f"There are two different files {printable(path)!r}; remove one.",
                )
            if when < before:
                return
        pile.files[path], pile.times[path] = stored, when

    def finish(self, update: bool) -> list[Collected]:
        done = [
            self._finish(student, pile, update)
            for student, pile in sorted(self.piles.items())
        ]
        return [*done, *self.refused, *_unmatched(self.unmatched, self.pattern)]

    def _finish(self, student: str, pile: _Pile, update: bool) -> Collected:
        try:
            if pile.problem[0]:
                raise Unreadable(*pile.problem)
            if len(pile.accounts) > 1:
                raise Unreadable(
                    "ambiguous_submission",
                    f"Two accounts ({', '.join(sorted(pile.accounts))}) have this name;"
                    " tell them apart with --students.",
                )
            if not any(is_notebook(path) for path in pile.files):
                self._unpack(pile)
            _check_tree(pile.files)
            when = max(filter(None, pile.times.values()), default=None)
            status, message = self.box.deliver(student, pile.files, when, update)
        except Unreadable as error:
            return Collected(student, error.status, error.message)
        except OSError as error:
            reason = f"The files could not be written ({error.strerror or error})."
            return Collected(student, "infra_error", reason)
        if pile.late:
            message = f"{message} The platform marks it as late.".strip()
        return Collected(student, status, message, tuple(sorted(pile.files)), when)

    def _unpack(self, pile: _Pile) -> None:
        """Replace a student's archive by what is in it; once, not again inside."""
        packed = [path for path in pile.files if download_names.is_archive(path)]
        if len(packed) != 1:
            return
        inner = _Pile(size=0)
        for entry in entries(pile.files[packed[0]], 4 * handed_in.MOST_BYTES):
            if not _ignored(entry.name):
                self._add(inner, entry, entry.name.removeprefix("./"))
        if not any(is_notebook(path) for path in inner.files):
            again = any(download_names.is_archive(path) for path in inner.files)
            what = "only another archive is in it" if again else "it has no notebook"
            raise rejected(f"{what}; hand in the notebook itself")
        when = pile.times.pop(packed[0])
        del pile.files[packed[0]]
        for path, stored in _without_common_folder(inner.files).items():
            self._keep(pile, path, stored, when)


def _ignored(path: str) -> bool:
    if "_assignsubmission_onlinetext" in path:  # Moodle's own text field
        return True
    folders = {name for name in IGNORED if "*" not in name} - {"feedback"}
    return bool(folders.intersection(path.split("/"))) or path.endswith(".pyc")


def _leads_out(path: str) -> bool:
    drive = re.match(r"[A-Za-z]:", path)
    return drive is not None or path.startswith("/") or ".." in path.split("/")


def _check_path(path: str) -> None:
    """Refuse a path that leads out of the submission, or is none anywhere."""
    parts = path.split("/")
    if _leads_out(path):
        raise rejected(f"{printable(path)!r} leads out of the submission")
    long = len(parts) > handed_in.MOST_DEPTH or any(
        len(part.encode("utf-8", "replace")) > 255 for part in parts
    )
    if long or any(part in ("", ".") for part in parts):
        raise rejected(f"{printable(path)!r} is no path of a file")
    problem = bad_characters(path)
    if problem:
        raise Unreadable("bad_name", f"The file {printable(path)!r} {problem}.")


def _check_tree(files: dict[str, Path]) -> None:
    """Refuse a name that is a file and a folder."""
    for path in files:
        above = path.split("/")
        folders = {"/".join(above[:depth]) for depth in range(1, len(above))}
        if folders & files.keys():
            raise rejected(f"{printable(path)!r} lies in a file")


def _without_common_folder(files: dict[str, Path]) -> dict[str, Path]:
    """Take away the one folder around all files, as archives often have it."""
    first = {path.partition("/")[0] for path in files}
    if len(first) > 1 or any("/" not in path for path in files):
        return files
    return {path.partition("/")[2]: stored for path, stored in files.items()}


def _too_large(what: str) -> Unreadable:
    return Unreadable("submission_too_large", f"The submission has {what}.")


def _unmatched(paths: list[str], pattern: Pattern) -> Iterator[Collected]:
    wanted = pattern.name or "that was given"
    for path in paths[:MOST_UNMATCHED]:
        message = f"{path}: no student can be read from it with the pattern {wanted}."
        yield Collected("", "unmatched", message, (path,))
    if len(paths) > MOST_UNMATCHED:
        more = f"{len(paths) - MOST_UNMATCHED} more files match nothing either."
        yield Collected("", "unmatched", more)
