"""Where the course lies on this computer.

The course folder is the nearest folder, from the working directory upwards, that
holds the marker file ``unrolled-course.toml``. Without one it is the working
directory itself, which for a notebook is the notebook's folder. What passed lies in
``my_rnn/`` there.
"""

import os
import tempfile
from pathlib import Path
from typing import NamedTuple

MARKER = "unrolled-course.toml"
SAVED = "my_rnn"

_found = {}  # where the search began -> course folder, path of its marker


class CourseError(Exception):
    """What the user asked for cannot be done; the message says why and what to do."""


class Finding(NamedTuple):
    """One line of a report: ``status`` is ``ok``, ``note`` or ``problem``."""

    status: str
    text: str
    repair: str = ""

    def __str__(self):
        line = f"{self.status:<8} {self.text}"
        return f"{line}\n{'':9}{self.repair}" if self.repair else line


def course_folder(start=None):
    """Return the course folder.

    Parameters
    ----------
    start : path, optional
        Where to begin; the working directory by default. The environment variable
        ``UNROLLED_COURSE`` may name the course folder outright.

    Returns
    -------
    pathlib.Path
    """
    override = os.environ.get("UNROLLED_COURSE")
    if override:
        return Path(override).expanduser().absolute()
    begin = os.getcwd() if start is None else os.path.abspath(start)
    # Every call of a stub asks: one look at the known marker, not a walk to the root.
    known, marker = _found.get(begin, (None, ""))
    if known is not None and os.path.isfile(marker):
        return known
    folder = marked_folder(begin)
    if folder is None:
        return Path(begin)
    _found[begin] = folder, str(folder / MARKER)
    return folder


def marked_folder(start):
    """Return the nearest folder from `start` upwards with the marker file, or None."""
    folder = os.path.abspath(start)
    while not os.path.isfile(os.path.join(folder, MARKER)):
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
    return Path(folder)


def saved_file(unit, name, folder=None):
    """Return where the version of exercise `name` that passed is saved."""
    return (folder or course_folder()) / SAVED / unit / f"{name}.py"


def unlock_file(unit, folder=None):
    """Return where the unlock file of a unit is looked for."""
    return (folder or course_folder()) / f"unlock-{unit}.py"


def write_text(path, text):
    """Write UTF-8 with LF line ends so that a crash leaves the old file or the new.

    Raises
    ------
    OSError
        When the folder cannot be made or written; nothing is left behind.
    """
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path, data):
    """Write `data` beside `path`, then move it into place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        _readable(temporary)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _readable(path):
    # mkstemp makes files private; on a shared Hub a saved file is like any other.
    mask = os.umask(0)
    os.umask(mask)
    os.chmod(path, 0o666 & ~mask)


def write_problem(folder):
    """Return why `folder` cannot be written, or None when it can."""
    existing = Path(folder)
    while not existing.exists():
        existing = existing.parent
    try:
        with tempfile.TemporaryFile(dir=existing):
            return None
    except OSError as error:
        return error.strerror or str(error)
