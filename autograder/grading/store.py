"""The files of one graded submission: built aside, put in place by renaming.

A store that is cut short leaves a folder ``.autograder/tmp-…`` whose ``key.json``
says what it was replacing; without that file, nothing in the folder means anything.
`recover` then goes back to what stood there before, or, where the gradebook already
has the new grades, only tidies up. Each of its steps may be cut short in turn.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from autograder.errors import CourseError
from autograder.grading.notebook_json import whole_notebook
from autograder.grading.records import Plan, Result, Submission

# Formgrader serves what lies beside a graded notebook, and a browser would run these
# with the rights of the person who grades.
ACTIVE = frozenset(
    ".html .htm .xhtml .xht .shtml .svg .svgz .xml .xsl .xslt .mht .mhtml".split()
)
PREFIX = "tmp-"
KEY = "key.json"
NEW, OLD, FAILED = "new", "old", "failed"


class Key(NamedTuple):
    """Which write a folder belongs to."""

    student: str
    assignment: str
    graded_at: str
    target: str  # the tree that is being replaced


def autograded_files(
    result: Result, submission: Submission, plan: Plan, own: frozenset[str]
) -> dict[str, bytes]:
    """Put together the ``autograded`` version of a submission.

    Parameters
    ----------
    result : Result
        Its notebooks, run.
    submission : Submission
        What was handed in.
    plan : Plan
        The instructor's files, which replace the student's of the same name.
    own : frozenset of str
        Files that a student may change (``Autograde.exclude_overwriting``).

    Returns
    -------
    dict of str to bytes
        By relative path; no path lies below another one. A page that a student handed
        in has ``.txt`` added to its name.
    """
    names = {notebook.name: notebook.metadata for notebook in plan.notebooks}
    files = {
        f"{name}.ipynb": notebook_bytes(cells, names.get(name, {}))
        for name, cells in result.notebooks.items()
        if f"{name}.ipynb" in submission.files  # a missing one stays missing
    }
    given = {path: data for path, data in plan.files.items() if path not in own}
    if submission.timestamp is not None:
        moment = f"{submission.timestamp:%Y-%m-%d %H:%M:%S.%f} UTC\n"
        given["timestamp.txt"] = submission.files.get(
            "timestamp.txt", moment.encode("ascii")
        )
    handed_in = {_passive(path): data for path, data in submission.files.items()}
    for source in (given, handed_in, plan.files):
        for path, data in source.items():
            if not path.endswith(".ipynb") and fits(path, files):
                files[path] = data
    return files


def _passive(path: str) -> str:
    """Return a name under which a browser shows a file of a student's as text."""
    return f"{path}.txt" if PurePosixPath(path).suffix.lower() in ACTIVE else path


def notebook_bytes(cells: list[dict[str, object]], metadata: object) -> bytes:
    """Write a notebook as nbformat does, without its slow validation."""
    ids = [cell.get("id") for cell in cells]
    with_ids = None not in ids and len(set(ids)) == len(ids)
    if not with_ids:  # as they were before version 4.5
        cells = [{k: v for k, v in cell.items() if k != "id"} for cell in cells]
    text = whole_notebook(cells, metadata, 5 if with_ids else 4)
    # Half a surrogate pair, which JSON can hold, has no encoding of its own.
    return f"{text}\n".encode(errors="replace")


def fits(path: str, files: Mapping[str, bytes]) -> bool:
    """Keep a path inside the folder and from claiming a file as its folder."""
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or not pure.parts or "\0" in path:
        return False
    if path in files or any(str(parent) in files for parent in pure.parents):
        return False
    return not any(other.startswith(f"{pure}/") for other in files)


def work_folder(state: Path) -> Path:
    """Make a folder in the course's ``.autograder``, for one store at a time."""
    return Path(tempfile.mkdtemp(prefix=PREFIX, dir=state))


def replace_tree(
    work: Path, key: Key, files: Mapping[str, bytes], mode: int, shared: bool = False
) -> None:
    """Put a tree of files in the place of another one.

    Parameters
    ----------
    work : Path
        Where it is built; give it to `finish`, once the grades are written as well.
    key : Key
        Whose tree, and where.
    files : mapping of str to bytes
        What it holds.
    mode : int
        Permissions of the files.
    shared : bool
        Whether the course's group may change the folders.
    """
    target = Path(key.target)
    new = work / NEW
    _make_folder(new, shared)
    for path, data in files.items():
        _make_folder((new / path).parent, shared)
        _write(new / path, data, mode)
    _make_folder(target.parent, shared)
    _write(work / KEY, json.dumps(key).encode("utf-8"), 0o600)
    if os.path.lexists(target):
        _rename(target, work / OLD)
    _rename(new, target)


def finish(work: Path) -> None:
    """Remove what a finished store left aside, the key first."""
    _drop_key(work / KEY)
    if os.path.lexists(work / OLD):
        _remove(work / OLD)


def leftovers(state: Path) -> Iterator[Path]:
    """List the folders of stores that were cut short."""
    return (path for path in sorted(state.glob(f"{PREFIX}*")) if path.is_dir())


def recover(work: Path, written: Callable[[Key], bool]) -> None:
    """Bring files back to what the gradebook says.

    Parameters
    ----------
    work : Path
        A folder of a store that was cut short.
    written : callable
        Tells whether the gradebook has the grades of this very write.
    """
    key = _read_key(work)
    if key is not None and not written(key):
        target = Path(key.target)
        replaced = not (work / NEW).exists() and not (work / FAILED).exists()
        if replaced and os.path.lexists(target):
            _rename(target, work / FAILED)
        if (work / OLD).exists() and not os.path.lexists(target):
            _rename(work / OLD, target)
    _drop_key(work / KEY)
    _remove(work)


def _read_key(work: Path) -> Key | None:
    """Return None where the files in place were not touched yet."""
    try:
        return Key(*json.loads((work / KEY).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def _make_folder(path: Path, shared: bool) -> None:
    if os.path.isdir(path):
        return
    _make_folder(path.parent, shared)
    path.mkdir(exist_ok=True)
    if shared:
        path.chmod(path.stat().st_mode | 0o2770)


def _write(path: Path, data: bytes, mode: int) -> None:
    # Unbuffered: the data go out in one piece, and nothing is asked about the file.
    with open(path, "wb", buffering=0) as file:
        left = memoryview(data)
        while left:
            left = left[file.write(left) :]
        os.fchmod(file.fileno(), mode)


def _rename(before: Path, after: Path) -> None:
    try:
        before.rename(after)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        raise CourseError(
            f"{before} and {after} lie on different file systems, and a folder can "
            "only be replaced in one step on the same one: keep the whole course "
            "directory on one."
        ) from error


def _drop_key(path: Path) -> None:
    path.unlink(missing_ok=True)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder)
