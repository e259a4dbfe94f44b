"""SQLite's journal while a class is graded: written ahead, so that no store waits.

By default every commit of SQLite waits for the disk three times. With a write-ahead log
it waits now and then. What is committed outlives a killed process in either way, and
other programs (nbgrader, formgrader) read and write beside us. But the log lies in
files of its own beside the database, and programs share it through memory, which works
on one machine only. So it is used on file systems that are known to be local, and the
database goes back to its usual journal at the end. Where formgrader is open just then,
or a run is killed, the next run brings it back; until then it is as good a database.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

LOCAL = frozenset("ext2 ext3 ext4 xfs btrfs zfs f2fs tmpfs overlay".split())
MOUNTS = Path("/proc/self/mountinfo")
_OCTAL = re.compile(r"\\([0-7]{3})")


@contextlib.contextmanager
def written_ahead(database: Path) -> Iterator[None]:
    """Keep a write-ahead log in a block, where that is safe.

    Parameters
    ----------
    database : Path
        The file. In the end nobody else in this process may have it open.
    """
    local = file_system(database) in LOCAL
    _set_journal(database, "WAL" if local else "DELETE")
    try:
        yield
    finally:
        _set_journal(database, "DELETE")


def _set_journal(database: Path, mode: str) -> None:
    # Another program that has it open keeps the journal as it is: not worth waiting.
    with contextlib.suppress(sqlite3.Error):
        with contextlib.closing(sqlite3.connect(database, timeout=0)) as connection:
            connection.execute(f"PRAGMA journal_mode = {mode}")


def file_system(path: Path) -> str:
    """Return the kind of file system that a file lies on, empty where not known."""
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:  # not Linux
        return ""
    path = path.resolve()
    best, kind = -1, ""
    for line in lines:
        before, _, after = line.partition(" - ")
        mounted = Path(_OCTAL.sub(lambda m: chr(int(m[1], 8)), before.split()[4]))
        depth = len(mounted.parts)
        if depth >= best and path.is_relative_to(mounted):  # a later one lies on top
            best, kind = depth, after.split()[0]
    return kind
