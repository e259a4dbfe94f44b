"""Feedback pages as one archive, named as Moodle and Canvas take it back.

Both know a student by a number in the names of what was downloaded. So the download
itself is needed; whose file is whose is decided by its content.
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from autograder.course_dir import require
from autograder.errors import CourseError
from autograder.grading.marks import chosen
from autograder.grading.pages import one_folder, write_if_changed

MOST_FILES = 50_000
MOST_BYTES = 50 * 1024 * 1024  # of one file
_log = logging.getLogger("autograder")
_MOODLE = re.compile(r"(?P<start>[^/_]*_\d+_assignsubmission_file)(?:_.*)?")
_CANVAS = re.compile(r"(?P<start>[^/]*?_\d+_\d+)_[^/]*")
_NUMBER = re.compile(r"_(\d+)_")  # of the person; Canvas's second one is the file's
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"\\|?*\u202a-\u202e\u2066-\u2069]')


class Handed(NamedTuple):
    """A file of the download: where it lay, and a hash of what it holds."""

    path: str
    digest: str


def feedback_zip(
    course: Path,
    format: str,
    download: Path,
    assignment: str,
    output: Path | None = None,
) -> Path:
    """Write an archive of feedback pages to upload.

    Parameters
    ----------
    course : Path
        The course directory; ``feedback/`` must have been written.
    format : {"canvas", "moodle"}
        Whose names to use.
    download : Path
        The archive of submissions that the LMS gave, or the folder it was unpacked in.
    assignment : str
        Which assignment.
    output : Path, optional
        The archive; ``feedback-<assignment>-<format>.zip`` in the course directory by
        default.

    Returns
    -------
    Path
        The archive. The same pages and download give the same bytes.
    """
    if format not in _NAMES:
        raise CourseError(f"got format {format!r}, expected canvas or moodle.")
    course = require(course)
    chosen(course, [assignment])
    owners = _owners(course, assignment)
    members: dict[str, bytes] = {}
    unmatched = 0
    for files in _by_person(_handed_in(download), _NAMES[format]).values():
        student = _whose(files, owners)
        for start, handed in files:
            if student:
                notebook = owners.get(handed.digest, {}).get(student, "")
                new = _pages(course, assignment, student, notebook, start, format)
                members |= new
            elif PurePosixPath(handed.path).suffix == ".ipynb":
                unmatched += 1
    _complain(members, unmatched, download, assignment)
    target = output or course / f"feedback-{assignment}-{format}.zip"
    write_if_changed(target, _archive(members))
    return target


def _complain(
    members: dict[str, bytes], unmatched: int, download: Path, assignment: str
) -> None:
    if not members:
        raise CourseError(
            f"nothing in {download} is a submission of {assignment} that has a "
            "feedback page. Give the archive that the LMS made, as it is, and run "
            f"first: python -m autograder feedback {assignment}"
        )
    if unmatched:
        _log.warning(
            "%d notebooks of the download have no page: not collected, not graded, or "
            "handed in by several students with the same content",
            unmatched,
        )


Owners = dict[str, dict[str, str]]  # content -> student -> notebook


def _owners(course: Path, assignment: str) -> Owners:
    """Return for each content of a submitted notebook whose it is."""
    owners: Owners = defaultdict(dict)
    for folder in sorted((course / "submitted").glob(f"*/{assignment}")):
        for path in sorted(folder.rglob("*.ipynb")):
            if path.is_file() and not path.is_symlink():
                if path.stat().st_size <= MOST_BYTES:
                    digest = hashlib.sha256(path.read_bytes()).hexdigest()
                    owners[digest][folder.parent.name] = path.stem
    return owners


def _by_person(
    download: Iterable[Handed], start_of: Callable[[str], str]
) -> dict[str, list[tuple[str, Handed]]]:
    """Put together what one person handed in, which the number in the name says."""
    people: dict[str, list[tuple[str, Handed]]] = defaultdict(list)
    for handed in download:
        start = start_of(handed.path)
        number = _NUMBER.search(start)
        people[number[1] if number else handed.path].append((start, handed))
    return people


def _whose(files: Sequence[tuple[str, Handed]], owners: Owners) -> str:
    """Return the one student who handed in all of it; empty where that is unclear."""
    found = [
        set(owners[h.digest]) for start, h in files if start and h.digest in owners
    ]
    both = set.intersection(*found) if found else set()
    return both.pop() if len(both) == 1 else ""


def _handed_in(download: Path) -> Iterator[Handed]:
    if download.is_dir():
        for path in sorted(download.rglob("*")):
            if path.is_file() and not path.is_symlink():
                if path.stat().st_size <= MOST_BYTES:
                    name = path.relative_to(download).as_posix()
                    yield Handed(name, hashlib.sha256(path.read_bytes()).hexdigest())
        return
    try:
        with zipfile.ZipFile(download) as archive:
            for member in archive.infolist()[:MOST_FILES]:
                if not member.is_dir() and member.file_size <= MOST_BYTES:
                    yield Handed(member.filename, _digest(archive, member))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise CourseError(f"{download} cannot be read as a ZIP archive.") from error


def _digest(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> str:
    """Hash a member; one that unpacks to more than it says is cut off."""
    digest, left = hashlib.sha256(), member.file_size
    with archive.open(member) as file:
        while left > 0 and (part := file.read(min(left, 1 << 20))):
            digest.update(part)
            left -= len(part)
    return digest.hexdigest()


def _moodle_start(path: str) -> str:
    """Return ``Full Name_12345_assignsubmission_file`` from the download's names."""
    for part in PurePosixPath(path).parts:
        found = _MOODLE.fullmatch(part)
        if found:
            return found["start"]
    return ""


def _canvas_start(path: str) -> str:
    """Return ``lastfirst_123_456`` (user and attachment) from the download's names."""
    found = _CANVAS.fullmatch(PurePosixPath(path).name)
    return found["start"] if found else ""


_NAMES: dict[str, Callable[[str], str]] = {
    "moodle": _moodle_start,
    "canvas": _canvas_start,
}


def _pages(
    course: Path,
    assignment: str,
    student: str,
    notebook: str,
    start: str,
    format: str,
) -> dict[str, bytes]:
    """Return the pages that answer one file: Canvas files by file, Moodle a folder."""
    if not one_folder(student):
        return {}
    folder = course / "feedback" / student / assignment
    pages = sorted(folder.glob("*.html"))
    if format == "canvas":
        if not notebook:  # a picture, a data file
            return {}
        own = [page for page in pages if page.stem == notebook]
        return {
            _safe(f"{start}_{page.name}"): page.read_bytes() for page in own or pages
        }
    return {f"{_safe(start)}_/{_safe(page.name)}": page.read_bytes() for page in pages}


def _safe(name: str) -> str:
    """Return a name that every system can unpack, and that stays in its folder."""
    name = _UNSAFE.sub("-", name).replace("/", "-").strip(" .")
    return name[:200] or "feedback"


def _archive(members: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(members):
            # A fixed time, system and mode: the same pages give the same bytes.
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, members[name])
    return data.getvalue()
