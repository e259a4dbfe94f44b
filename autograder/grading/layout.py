"""Where the parts of an nbgrader course lie, by its own configuration."""

from __future__ import annotations

import os
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.course_dir import CONFIG_NAME, load_config, nbgrader_log
from autograder.errors import CourseError


@dataclass(frozen=True)
class Layout:
    """A course directory with its ``nbgrader_config.py`` read once.

    Attributes
    ----------
    course : Path
        Its absolute path.
    config : Config
        The configuration, for nbgrader's own classes.
    directory : CourseDirectory
        nbgrader's.
    """

    course: Path
    config: Config
    directory: Any

    def folder(self, step: str, student: str, assignment: str) -> Path:
        """Return the folder of a step such as ``"submitted"``.

        Parameters
        ----------
        step : str
            ``source``, ``release``, ``submitted``, ``autograded``, ``feedback`` or
            ``source_with_tests``; the course may call it otherwise.
        student, assignment : str
            ``"."`` stands for no student, as in nbgrader.
        """
        named = getattr(self.directory, f"{step}_directory")
        path = self.directory.format_path(named, student, assignment)
        return Path(os.path.normpath(path))

    def ignores(self, relative: str) -> bool:
        """Tell whether a file or a folder above it is one that nbgrader ignores."""
        parts = Path(relative).parts
        return any(fnmatch(part, glob) for part in parts for glob in self._globs)

    @property
    def _globs(self) -> list[str]:
        return list(self.directory.ignore)


def read_layout(course: Path) -> Layout:
    """Read a course's configuration; nbgrader's defaults where it has none.

    Raises
    ------
    CourseError
        No such directory, or a configuration that does not run.
    """
    course = course.resolve()
    if not course.is_dir():
        raise CourseError(f"{course} is no directory; give --course a course's.")
    config = Config()
    config.CourseDirectory.root = str(course)
    try:
        if (course / CONFIG_NAME).is_file():
            config = load_config(course)
        with nbgrader_log():
            directory = CourseDirectory(config=config)
    except Exception as error:  # the file is a program of the instructor's
        what = f"{type(error).__name__}: {error}"
        raise CourseError(f"{course / CONFIG_NAME} cannot be used ({what}).") from error
    return Layout(course, config, directory)


def check_assignment(assignment: str) -> None:
    """Refuse an assignment's name that is no folder's name."""
    if not assignment or assignment != os.path.basename(assignment):
        raise CourseError(f"{assignment!r} is no assignment's name, but a path.")
    if assignment in (".", "..") or "+" in assignment:
        raise CourseError(f"{assignment!r} is no name that nbgrader takes.")
