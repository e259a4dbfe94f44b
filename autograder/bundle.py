"""``student.zip``: the wheel of `rnn_core`, the released notebooks and a guide.

The same sources give the same bytes: times and permissions in the archives are
fixed, members are sorted.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from autograder.errors import CourseError
from autograder.sources import CHECKOUT

FOLDER = "unrolled"
MARKER = "unrolled-course.toml"
GUIDE = "START-HERE.md"
EPOCH = 315532800  # 1980-01-01, the first moment that a zip archive knows
PACKAGE_FILES = ("pyproject.toml", "README.md", "LICENSE", "LICENSE-text")
MARKER_TEXT = """\
# The folder that holds this file is your course folder: rnn_core saves the functions
# that passed in its my_rnn/ and finds them again from every notebook below it.
course = "unrolled"
"""
GUIDE_TEXT = """\
# Start here

This folder is the course. Keep it together: `{marker}` marks it, and your own
functions are saved beside it, in `my_rnn/`.

## Once: install

You need Python 3.11 or newer and a network connection. In a terminal, in this folder
(where `python` is not found, write `python3`, on Windows `py`):

```
python -m pip install jupyterlab ./{wheel}
```

Then see whether everything is in place:

```
python -m rnn_core doctor
```

## Every time: work

```
python -m jupyter lab
```

Open a notebook of the unit you are at:

{notebooks}

Run the first cell. It says which notebook this is and what is still open. Then, for
each exercise:

1. Read the text. It ends with a link to the page that teaches it.
2. Write your function in the cell that holds its first line, in place of the line
   that raises `NotImplementedError`. Keep the name and the arguments.
3. Run that cell, then the one below it, `check(…)`. It tells you, in sentences, what
   holds and what does not yet, and often what went wrong. Run it as often as you like.
4. When everything holds, your function is saved. From then on later chapters, demos
   and trainings run on it.

The cells that check are locked. In grading they run again as they were, with some more
checks of the same kind.

## At the end: hand in

Restart the kernel, run all cells, save. Then, in a terminal, in this folder:

```
{hand_in}
```

It says whether every cell is in place, or what to mend. Hand in the notebooks where
your course asks for them; do not rename them.
"""


def build_wheel(target: Path, tree: Path | None = None) -> Path:
    """Build the wheel of `rnn_core`, offline.

    Parameters
    ----------
    target : Path
        The folder that gets it.
    tree : Path, optional
        A source tree to build in; by default a copy of the package alone.

    Returns
    -------
    Path
        The wheel.

    Raises
    ------
    CourseError
        With the last lines of what the build said.
    """
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        if tree is None:
            tree = Path(scratch) / "tree"
            copy_package(tree)
        out = Path(scratch) / "out"
        command = [sys.executable, "-m", "build", "--wheel", "--no-isolation"]
        done = subprocess.run(
            [*command, "--outdir", str(out), str(tree)],
            env={**os.environ, "SOURCE_DATE_EPOCH": str(EPOCH), "PYTHONPATH": ""},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            tail = "\n".join((done.stdout + done.stderr).splitlines()[-12:])
            raise CourseError(f"the wheel of rnn_core could not be built:\n{tail}")
        (wheel,) = out.glob("*.whl")
        return Path(shutil.copy(wheel, target / wheel.name))


def copy_package(tree: Path) -> None:
    """Copy what the wheel is made of, and nothing beside it."""
    for name in PACKAGE_FILES:
        if (CHECKOUT / name).is_file():
            tree.mkdir(parents=True, exist_ok=True)
            shutil.copy(CHECKOUT / name, tree / name)
    ignored = shutil.ignore_patterns("__pycache__", "*.pyc", ".*")
    shutil.copytree(CHECKOUT / "rnn_core", tree / "rnn_core", ignore=ignored)


def write_student_zip(course: Path, units: list[str]) -> Path:
    """Write ``student.zip`` into a course directory.

    Parameters
    ----------
    course : Path
        The course directory with its ``release`` folder.
    units : list of str
        The units whose notebooks go in.

    Returns
    -------
    Path
        The archive.
    """
    with tempfile.TemporaryDirectory() as scratch:
        wheel = build_wheel(Path(scratch))
        members = {
            MARKER: MARKER_TEXT.encode(),
            wheel.name: wheel.read_bytes(),
            **_notebooks(course, units),
        }
        names = [name for name in members if name.endswith(".ipynb")]
        members[GUIDE] = _guide(wheel.name, names, units).encode()
    path = course / "student.zip"
    write_zip(path, {f"{FOLDER}/{name}": data for name, data in members.items()})
    return path


def _notebooks(course: Path, units: list[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for unit in units:
        paths = sorted((course / "release" / unit).glob("*.ipynb"))
        if not paths:
            message = f"{course} has no released notebooks of {unit}; make them with: "
            raise CourseError(message + f"python -m autograder release {unit}")
        found |= {f"{unit}/{path.name}": path.read_bytes() for path in paths}
    return found


def _guide(wheel: str, notebooks: list[str], units: list[str]) -> str:
    return GUIDE_TEXT.format(
        marker=MARKER,
        wheel=wheel,
        notebooks="\n".join(f"- `{name}`" for name in notebooks),
        hand_in="\n".join(f"python -m rnn_core hand-in {unit}" for unit in units),
    )


def write_zip(path: Path, members: dict[str, bytes]) -> None:
    """Write an archive whose bytes depend on names and contents alone."""
    fresh = path.with_suffix(".new")
    with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(members):
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # Unix, also when written elsewhere
            info.external_attr = 0o644 << 16
            archive.writestr(info, members[name])
    fresh.replace(path)
