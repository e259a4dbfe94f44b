"""Reading a submission's folder without following anything that a student planted.

Folders and files are opened relative to the folder that is already open, never
through links, and looked at after they were opened: what is checked is what is read.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

from autograder.grading.flags import printable
from autograder.grading.naming import bad_characters, is_notebook
from autograder.grading.reading import Unreadable

MOST_FILES = 200
MOST_BYTES = 50 * 2**20
MOST_DEPTH = 12
# nbgrader's own list, and what systems leave in folders.
IGNORED = (
    *(".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback"),
    *(".git", ".DS_Store", "__MACOSX", "Thumbs.db", "desktop.ini"),
)
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# Without O_NONBLOCK, opening a fifo waits for somebody to write.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@dataclass
class _Read:
    files: dict[str, bytes] = field(default_factory=dict)
    size: int = 0
    entries: int = 0


def read_folder(folder: Path, own: bool = False) -> dict[str, bytes]:
    """Read all files of a submission.

    Parameters
    ----------
    folder : Path
        The submission's folder.
    own : bool
        The folder above it is the student's too, and must be no link either.

    Returns
    -------
    dict of str to bytes
        By relative path with ``/``, sorted; without what is in `IGNORED`.

    Raises
    ------
    Unreadable
        And nothing else: links, devices and fifos, too many or too large files, names
        with control characters, a folder that cannot be read.
    """
    read = _Read()
    try:
        with _opened(folder, own) as descriptor:
            _read_into(read, descriptor, "", 0)
    except OSError as error:
        raise Unreadable(
            "unreadable_submission",
            f"The submission cannot be read ({error.strerror or error}).",
        ) from error
    return dict(sorted(read.files.items()))


@contextmanager
def _opened(folder: Path, own: bool) -> Iterator[int]:
    above = folder.parent
    if own and stat.S_ISLNK(os.lstat(above).st_mode):
        raise _bad_type(above.name, os.lstat(above).st_mode)
    flags = _FOLDER if own else _FOLDER & ~os.O_NOFOLLOW
    parent = os.open(above, flags)
    try:
        with _entry(parent, folder.name, "the folder itself", folder=True) as opened:
            yield opened
    finally:
        os.close(parent)


@contextmanager
def _entry(parent: int, name: str, path: str, folder: bool) -> Iterator[int]:
    """Open a folder or a regular file in an open folder, and nothing else."""
    before = os.stat(name, dir_fd=parent, follow_symlinks=False).st_mode
    right = stat.S_ISDIR if folder else stat.S_ISREG
    if not right(before):  # opening a device may already do something
        raise _bad_type(path, before)
    try:
        opened = os.open(name, _FOLDER if folder else _FILE, dir_fd=parent)
    except OSError as error:
        if error.errno == errno.ELOOP:  # a link by now
            raise _bad_type(path, stat.S_IFLNK) from error
        raise
    try:
        if not right(os.fstat(opened).st_mode):
            raise _bad_type(path, os.fstat(opened).st_mode)
        yield opened
    finally:
        os.close(opened)


def _read_into(read: _Read, folder: int, prefix: str, depth: int) -> None:
    for name in _names(read, folder):
        path = prefix + name
        problem = bad_characters(name)
        if problem:
            raise Unreadable("bad_name", f"The file {printable(path)!r} {problem}.")
        mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
        if stat.S_ISDIR(mode):
            if is_notebook(name):
                raise _bad_type(path, mode)
            if depth >= MOST_DEPTH:
                raise _too_large(f"has folders more than {MOST_DEPTH} deep")
            with _entry(folder, name, path, folder=True) as inner:
                _read_into(read, inner, path + "/", depth + 1)
        else:
            with _entry(folder, name, path, folder=False) as opened:
                read.files[path] = _content(read, opened)


def _names(read: _Read, folder: int) -> list[str]:
    """List a folder; stop as soon as there is too much."""
    names = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if any(fnmatch(entry.name, glob) for glob in IGNORED):
                continue
            names.append(entry.name)
            read.entries += 1
            if read.entries > MOST_FILES:
                raise _too_large(f"has more than {MOST_FILES} files and folders")
    return sorted(names)


def _content(read: _Read, opened: int) -> bytes:
    left = MOST_BYTES - read.size
    if os.fstat(opened).st_size > left:
        raise _too_large(f"has more than {MOST_BYTES // 2**20} MiB")
    with open(opened, "rb", closefd=False) as file:
        data = file.read(left + 1)
    if len(data) > left:  # it grew meanwhile
        raise _too_large(f"has more than {MOST_BYTES // 2**20} MiB")
    read.size += len(data)
    return data


def _bad_type(path: str, mode: int) -> Unreadable:
    kinds = {
        stat.S_IFLNK: "a symbolic link",
        stat.S_IFDIR: "a folder",
        stat.S_IFIFO: "a pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFREG: "a file",
    }
    kind = kinds.get(stat.S_IFMT(mode), "a device")
    return Unreadable(
        "bad_file_type",
        f"{printable(path)} is {kind}; expected plain files in plain folders.",
    )


def _too_large(what: str) -> Unreadable:
    return Unreadable(
        "submission_too_large",
        f"The submission {what}: hand in the notebooks and what they need.",
    )
