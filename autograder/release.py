"""``autograder release``: from the sources to what students get.

Source notebooks go into ``source/<unit>``, nbgrader's own ``generate_assignment``
makes ``release/<unit>`` of them, and both are searched before ``student.zip`` is
written.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from autograder import cells, leaks
from autograder.bundle import write_student_zip
from autograder.course_dir import prepare, run_converter
from autograder.errors import AutograderError, LeakError
from autograder.notebooks import BOOK, build_unit
from autograder.sources import units_with_exercises


class Released(NamedTuple):
    """What a release wrote."""

    course: Path
    units: list[str]
    notebooks: list[Path]
    archive: Path


def choose_units(named: list[str]) -> list[str]:
    """Return the units to release: those named, or all that there are."""
    there = units_with_exercises()
    unknown = [unit for unit in named if unit not in there]
    if unknown:
        message = f"{', '.join(unknown)}: no such unit; expected some of "
        raise AutograderError(message + f"{', '.join(there)}.")
    if not there:
        raise AutograderError(f"no unit has an exercises.md in {BOOK} yet; write one.")
    return [unit for unit in there if unit in named] if named else there


def release(course: Path, named: list[str]) -> Released:
    """Write notebooks and ``student.zip`` for some units.

    Parameters
    ----------
    course : Path
        The course directory; made when it is not there.
    named : list of str
        Units; all of them when empty.

    Returns
    -------
    Released
        What was written.

    Raises
    ------
    AutograderError
        In a sentence, before anything reaches ``student.zip``.
    """
    units = choose_units(named)
    course = prepare(course)
    for unit in units:
        write_sources(course, unit)
        run_converter("GenerateAssignment", course, unit)
        check_release(course / "release" / unit)
    archive = write_student_zip(course, units)
    leaks.refuse(archive, markers=True)
    notebooks = [p for u in units for p in sorted((course / "release" / u).iterdir())]
    return Released(course, units, notebooks, archive)


def write_sources(course: Path, unit: str) -> list[Path]:
    """Write a unit's source notebooks; those of earlier releases go."""
    folder = course / "source" / unit
    folder.mkdir(parents=True, exist_ok=True)
    built = build_unit(unit)
    for old in folder.glob("*.ipynb"):
        if old.stem not in built:
            old.unlink()
    paths = []
    for name, notebook in built.items():
        path = folder / f"{name}.ipynb"
        cells.write(notebook, path)
        paths.append(path)
    return paths


def check_release(folder: Path) -> None:
    """Refuse a released unit that holds a solution, a hidden test or its source."""
    if not any(folder.glob("*.ipynb")):
        raise LeakError(f"{folder} holds no notebook, so nothing could be searched.")
    leaks.refuse(folder, markers=True)
