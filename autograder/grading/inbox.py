"""A temporary folder in the course, from which submissions are renamed into place."""

from __future__ import annotations

import datetime
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from autograder.grading.handed_in import read_folder
from autograder.grading.layout import Layout
from autograder.grading.reading import Unreadable
from autograder.grading.submissions import TIMESTAMP, content_hash, read_timestamp

_PREFIX = ".collecting-"


@contextmanager
def inbox(layout: Layout, assignment: str) -> Iterator[Inbox]:
    """Make an inbox; one that a killed run left is cleared first.

    Parameters
    ----------
    layout : Layout
        The course.
    assignment : str
        Whose submissions arrive.
    """
    for left in layout.course.glob(f"{_PREFIX}*"):
        _clear(left, layout)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=layout.course))
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)  # tells that this run is alive
        yield Inbox(layout, assignment, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(descriptor)


def _clear(left: Path, layout: Layout) -> None:
    """Remove a dead run's folder; a submission it had set aside goes back."""
    descriptor = os.open(left, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return  # another run is at work
    else:
        for aside in left.glob("aside/*/*"):
            place = layout.folder("submitted", aside.parent.name, aside.name)
            if not os.path.lexists(place):
                place.parent.mkdir(parents=True, exist_ok=True)
                aside.rename(place)
        shutil.rmtree(left, ignore_errors=True)
    finally:
        os.close(descriptor)


class Inbox:
    """Numbered files, and the way from there to ``submitted/``."""

    def __init__(self, layout: Layout, assignment: str, folder: Path) -> None:
        self._layout, self._assignment, self._folder = layout, assignment, folder
        self._count = 0

    def new_file(self) -> Path:
        """Return the path of a file that is not there yet."""
        self._count += 1
        return self._folder / str(self._count)

    def deliver(
        self,
        student: str,
        files: Mapping[str, Path],
        when: datetime.datetime | None,
        update: bool,
    ) -> tuple[str, str]:
        """Put a submission into its place, unless a newer one is there.

        Parameters
        ----------
        student : str
            Whose; a valid name of a folder.
        files : mapping of str to Path
            By checked relative path; the files are moved.
        when : datetime, optional
            For ``timestamp.txt``.
        update : bool
            Replace in any case.

        Returns
        -------
        status, message : str
            See `collect.Collected`.
        """
        place = self._layout.folder("submitted", student, self._assignment)
        if place.parent.is_symlink() or place.is_symlink():
            raise Unreadable("bad_file_type", f"{place} is a link; remove it.")
        before = os.path.lexists(place)
        if before:
            kept = self._reason_to_keep(place, files, when, update)
            if kept is not None:
                return kept
        made = self._put_together(student, files, when)
        place.parent.mkdir(parents=True, exist_ok=True)
        if not before:
            made.rename(place)
            return "collected", ""
        aside = self._folder / "aside" / student / self._assignment
        aside.parent.mkdir(parents=True)
        place.rename(aside)
        try:
            made.rename(place)
        except BaseException:
            aside.rename(place)
            raise
        return "updated", "It took the place of an earlier one."

    def _reason_to_keep(
        self,
        place: Path,
        files: Mapping[str, Path],
        when: datetime.datetime | None,
        update: bool,
    ) -> tuple[str, str] | None:
        try:
            there = read_folder(place)
        except Unreadable:
            return None if update else ("kept", _KEPT)
        then, _ = read_timestamp(there.get(TIMESTAMP))
        new = {path: stored.read_bytes() for path, stored in files.items()}
        if content_hash(there) == content_hash(new) and (when is None or when == then):
            return "unchanged", ""
        later = when is not None and then is not None and when > then
        return None if update or later else ("kept", _KEPT)

    def _put_together(
        self, student: str, files: Mapping[str, Path], when: datetime.datetime | None
    ) -> Path:
        made = self._folder / "made" / student
        made.mkdir(parents=True)
        for path, stored in files.items():
            (made / path).parent.mkdir(parents=True, exist_ok=True)
            stored.rename(made / path)
        if when is not None:
            text = f"{when:%Y-%m-%d %H:%M:%S.%f} UTC"
            (made / TIMESTAMP).write_text(text, encoding="utf-8")
        return made


_KEPT = (
    "Another submission is there that is not known to be older; it was kept. "
    "To replace it, collect again with --update."
)
