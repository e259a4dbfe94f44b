"""A directory for the instructor's tests, which is gone whatever ends the judge.

Its name tells whose it is: what a killed process left is removed by the process that
killed it, or by the next run.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from autograder.cell_process import shell

PREFIX = "unrolled-judge-"


@contextlib.contextmanager
def own_directory(files: dict[str, bytes]) -> Iterator[None]:
    """Work in a new directory with the instructor's files only."""
    before = os.getcwd()
    folder = tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-")
    try:
        for name, data in files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        os.chdir(folder)
        shell.search(folder)  # a test may import what lies beside the notebook
        try:
            yield
        finally:
            sys.path.remove(folder)
            os.chdir(before)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def remove_of(owner: int) -> None:
    """Remove what a process that has been killed left."""
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}{owner}-*"):
        _remove(path)


def remove_forgotten() -> None:
    """Remove what processes left that exist no more."""
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*"):
        owner = path.name.removeprefix(PREFIX).partition("-")[0]
        if owner.isdigit() and not _is_alive(int(owner)):
            _remove(path)


def _is_alive(owner: int) -> bool:
    try:
        os.kill(owner, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's
        return True
    return True


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        found = path.lstat()
        if stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid():
            shutil.rmtree(path, ignore_errors=True)
