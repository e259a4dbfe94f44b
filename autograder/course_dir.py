"""An nbgrader course directory: its configuration, its log, nbgrader's converters.

Everything goes through nbgrader's own classes with the directory's own
``nbgrader_config.py``, so that the commands here and ``nbgrader …`` in a terminal
do the same.
"""

from __future__ import annotations

import contextlib
import logging
import os
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from autograder.errors import CourseError
from autograder.sources import CHECKOUT

# nbgrader has one stub for all solution cells; `check` names the exercise.
CODE_STUB = """\
# Write your code here, in place of the next line.
raise NotImplementedError"""
CONFIG_NAME = "nbgrader_config.py"
CONFIG_TEXT = '''\
"""Configuration of this nbgrader course; edit it as you like."""

c = get_config()  # noqa: F821
c.CourseDirectory.course_id = "unrolled"

# What a student finds in place of a solution.
c.ClearSolutions.code_stub = {{"python": {stub!r}}}

# Seconds that one cell of a submission may take.
c.Execute.timeout = 60

# A kernel's remark about its transport, once for each notebook, says nothing here.
c.Execute.extra_arguments = [
    "--HistoryManager.hist_file=:memory:",
    "--IPKernelApp.log_level=ERROR",
]

# A test cell that was deleted comes back before grading, instead of ending in None.
c.OverwriteCells.add_missing_cells = True
'''


def prepare(course: Path) -> Path:
    """Make a course directory, or use the one that is there.

    Parameters
    ----------
    course : Path
        The directory; an existing ``nbgrader_config.py`` in it is left as it is.

    Returns
    -------
    Path
        The absolute path of the directory.
    """
    course = course.resolve()
    if course.exists() and not course.is_dir():
        raise CourseError(f"{course} is a file; give --course a directory.")
    course.mkdir(parents=True, exist_ok=True)
    config = course / CONFIG_NAME
    if not config.exists():
        text = CONFIG_TEXT.format(stub=CODE_STUB)
        config.write_text(text, encoding="utf-8", newline="\n")
    return course


def require(course: Path) -> Path:
    """Return the absolute path of an existing course directory."""
    course = course.resolve()
    if not (course / CONFIG_NAME).is_file():
        message = (
            f"{course} is no course directory (it has no {CONFIG_NAME}); make one "
        )
        raise CourseError(message + "with: python -m autograder release")
    return course


def released_units(course: Path) -> list[str]:
    """Return the assignments that stand in a course's ``source`` directory."""
    source = course / "source"
    if not source.is_dir():
        return []
    return sorted(path.name for path in source.iterdir() if any(path.glob("*.ipynb")))


def load_config(course: Path) -> Config:
    """Read a course's ``nbgrader_config.py`` and set its root."""
    config: Config = PyFileConfigLoader(CONFIG_NAME, path=str(course)).load_config()
    config.CourseDirectory.root = str(course)
    return config


_GRADED = (
    "{0} has graded submissions in {1} and its notebooks are not the same ones any "
    "more, which nbgrader does not allow: release into another directory with "
    "--course, or give up the grades with 'nbgrader db assignment remove {0} --force'."
)


def run_converter(name: str, course: Path, assignment: str, student: str = "*") -> None:
    """Run one of nbgrader's converters, as its command line would.

    Parameters
    ----------
    name : str
        ``"GenerateAssignment"``, ``"Autograde"`` or ``"GenerateFeedback"``.
    course : Path
        The course directory.
    assignment, student : str
        What to convert.

    Raises
    ------
    CourseError
        With the last thing that nbgrader logged as an error.
    """
    from nbgrader import converters
    from nbgrader.converters.base import NbGraderException
    from nbgrader.coursedir import CourseDirectory

    config = load_config(course)
    config.CourseDirectory.assignment_id = assignment
    config.CourseDirectory.student_id = student
    converter = getattr(converters, name)
    config[name].force = True
    with nbgrader_log() as errors, for_kernels(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nbgrader's and SQLAlchemy's own affairs
        directory = CourseDirectory(config=config)
        make_tables(directory.db_url)
        try:
            converter(coursedir=directory, config=config).start()
        except (NbGraderException, SystemExit) as error:
            told = "\n".join(errors) or str(error)
            if "submissions associated" in told:
                raise CourseError(_GRADED.format(assignment, course)) from error
            message = f"nbgrader's {name} failed for {assignment}, student {student}:"
            raise CourseError(f"{message}\n{told}") from error


@contextlib.contextmanager
def nbgrader_log() -> Iterator[list[str]]:
    """Collect what nbgrader logs as an error, and keep the rest from the screen."""
    errors: list[str] = []

    class Collect(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            errors.append(record.getMessage())

    log = logging.getLogger("traitlets")
    handler = Collect(level=logging.ERROR)
    before = log.handlers, log.level, log.propagate
    log.handlers, log.level, log.propagate = [handler], logging.ERROR, False
    try:
        yield errors
    finally:
        log.handlers, log.level, log.propagate = before


def make_tables(db_url: str) -> None:
    """Make nbgrader's tables in a database that has none.

    nbgrader would do the same and call the program ``alembic`` for the name of the
    tables' version, which takes seconds.

    Parameters
    ----------
    db_url : str
        The database, as in ``c.CourseDirectory.db_url``.
    """
    import nbgrader
    import sqlalchemy
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory
    from nbgrader.api import Base

    versions = ScriptDirectory(str(Path(nbgrader.__file__).parent / "alembic"))
    engine = sqlalchemy.create_engine(db_url)
    with engine.begin() as connection:
        if not sqlalchemy.inspect(connection).get_table_names():
            Base.metadata.create_all(connection)
            MigrationContext.configure(connection).stamp(versions, "head")
    engine.dispose()


@contextlib.contextmanager
def for_kernels() -> Iterator[None]:
    """Let kernels find this checkout, and grade rather than teach.

    A mode left in the environment would decide who answers for a missing function.
    """
    changed: dict[str, str | None] = {
        "PYTHONPATH": _in_front("PYTHONPATH", str(CHECKOUT)),
        "RNN_CORE_MODE": None,
        "JUPYTER_PREFER_ENV_PATH": "1",
    }
    with environment(changed):
        yield


def _in_front(variable: str, folder: str) -> str:
    before = os.environ.get(variable)
    return folder + os.pathsep + before if before else folder


@contextlib.contextmanager
def environment(changed: dict[str, str | None]) -> Iterator[None]:
    """Set environment variables, or unset those that are None, for a while."""
    before = {name: os.environ.get(name) for name in changed}
    _set_environment(changed)
    try:
        yield
    finally:
        _set_environment(before)


def _set_environment(values: dict[str, str | None]) -> None:
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def open_gradebook(course: Path) -> Any:
    """Open the course's gradebook; use it in a ``with`` block."""
    from nbgrader.api import Gradebook

    path = course / "gradebook.db"
    if not path.is_file():
        message = f"{course} has no gradebook yet; make it with: "
        raise CourseError(message + "python -m autograder release")
    course_id = str(load_config(course).CourseDirectory.course_id)
    return Gradebook(f"sqlite:///{path}", course_id)
