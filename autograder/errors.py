"""The exceptions of the instructor's side.

::

    AutograderError         a sentence for the person at the keyboard
    ├── ExerciseTextError   book/<unit>/exercises.md: file, line, repair
    ├── SourceError         solutions/<unit>: names the function or the file
    ├── CourseError         the course directory is not what a command needs
    ├── GradebookError      the database is locked, damaged, full or too old
    ├── WorkerError         the processes that grade cannot start or keep dying
    └── LeakError           something secret stands in what students get

`python -m autograder` prints an `AutograderError` as one sentence and leaves with
exit status 2. Every other exception is a fault of this program and keeps its
traceback.
"""

from __future__ import annotations

from pathlib import Path


class AutograderError(Exception):
    """What went wrong and how to repair it, in one or two sentences."""


class ExerciseTextError(AutograderError):
    """Something in an ``exercises.md`` that has no place there."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}, line {line}: {message}")
        self.path = path
        self.line = line


class SourceError(AutograderError):
    """A solution, a check or a wrong answer that the tools cannot use."""


class CourseError(AutograderError):
    """The course directory lacks what a command needs."""


class GradebookError(AutograderError):
    """The gradebook's database cannot be read or written."""


class WorkerError(AutograderError):
    """The processes that run submissions cannot start, or keep dying."""


class LeakError(AutograderError):
    """An artefact for students holds a solution, a hidden check or a canary."""
