"""The course's gradebook: nbgrader's database, and three small tables of our own.

Everything is read and written through one connection with short transactions. A
write begins with the write lock, so that it never has to give up halfway because
another program wrote in between. Our tables name students and assignments instead
of pointing at nbgrader's rows, which nbgrader may remove at any time.
"""

from __future__ import annotations

import contextlib
import json
import secrets
from collections.abc import Generator, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import exc

from autograder.course_dir import load_config
from autograder.errors import GradebookError
from autograder.grading.journal import written_ahead

BUSY_SECONDS = 30  # as long as another program may hold the write lock
GRADER = "1"  # raised when this grader gives another score for the same submission
WRITER_LOCK = int.from_bytes(b"grading")  # a number of our own in the whole database
SEED_BITS = 48  # exact in a float, so that JSON and every database keep it

_OURS = sa.MetaData()
RESULTS = sa.Table(
    "autograder_result",
    _OURS,
    sa.Column("student", sa.String(128), primary_key=True),
    sa.Column("assignment", sa.String(128), primary_key=True),
    sa.Column("content_hash", sa.String(128), nullable=False),
    sa.Column("source_version", sa.String(128), nullable=False),
    sa.Column("seed", sa.BigInteger, nullable=False),
    sa.Column("status", sa.String(32), nullable=False),
    sa.Column("flags", sa.Text, nullable=False),  # JSON
    sa.Column("record", sa.Text, nullable=False),  # JSON, Result.public()
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("graded_at", sa.String(40), nullable=False),  # also names the write
    sa.Column("seconds", sa.Float, nullable=False),
    sa.Column("cpu_seconds", sa.Float, nullable=False),
    sa.Column("unsafe", sa.Boolean, nullable=False),
    sa.Column("grader", sa.String(64), nullable=False),
)
SETTINGS = sa.Table(
    "autograder_setting",
    _OURS,
    sa.Column("assignment", sa.String(128), primary_key=True),
    sa.Column("seed", sa.BigInteger, nullable=False),
)
# Granted before there is a submission whose row could hold it.
EXTENSIONS = sa.Table(
    "autograder_extension",
    _OURS,
    sa.Column("student", sa.String(128), primary_key=True),
    sa.Column("assignment", sa.String(128), primary_key=True),
    sa.Column("seconds", sa.Float, nullable=False),
)


class Stored(NamedTuple):
    """The last outcome of a submission, as our table keeps it."""

    student: str
    assignment: str
    content_hash: str
    version: str
    seed: int
    status: str
    flags: tuple[str, ...]
    record: dict[str, Any]  # what `Result.public()` gave
    message: str
    graded_at: str
    seconds: float
    cpu_seconds: float
    unsafe: bool
    grader: str


class Gradebook:
    """The open database of a course.

    Parameters
    ----------
    url : str
        Any SQLAlchemy URL.
    writable : bool
        Whether our tables are made where they are missing.

    Raises
    ------
    GradebookError
        When the database is not there, damaged or locked for too long.
    """

    def __init__(self, url: str, writable: bool = True) -> None:
        self.url = sa.make_url(url)
        self._refuse_missing_file()
        local = self.url.get_backend_name() == "sqlite"
        arguments = {"timeout": BUSY_SECONDS} if local else {}
        self.engine = sa.create_engine(self.url, connect_args=arguments)
        if local:
            _let_us_begin(self.engine)
        with self._sentences():
            tables = set(sa.inspect(self.engine).get_table_names())
            self.has_assignments = "assignment" in tables
            if writable and self.has_assignments:
                _OURS.create_all(self.engine)
                tables |= set(_OURS.tables)
        self.has_results = RESULTS.name in tables and EXTENSIONS.name in tables
        self._kept: sa.Connection | None = None  # for many writes

    def close(self) -> None:
        """Close the connection."""
        self.engine.dispose()

    @property
    def place(self) -> str:
        """Where the database is, for the person at the keyboard."""
        if self.url.get_backend_name() == "sqlite":
            return self.url.database or "memory"
        return self.url.render_as_string(hide_password=True)

    @contextlib.contextmanager
    def alone(self) -> Iterator[bool]:
        """Keep out other writers to a database server, whatever machine they are on.

        Yields
        ------
        bool
            False where another one is at work. A file is locked by the `Writer`.
        """
        if self.url.get_backend_name() != "postgresql":
            yield True
            return
        with contextlib.ExitStack() as opened:
            with self._sentences():
                connection = opened.enter_context(self.engine.connect())
                connection.detach()  # the lock ends with the connection: close it
                query = sa.select(sa.func.pg_try_advisory_lock(WRITER_LOCK))
                taken = bool(connection.execute(query).scalar())
                connection.commit()
            yield taken

    @contextlib.contextmanager
    def many_writes(self) -> Iterator[None]:
        """Make ready for many short transactions, one after the other.

        They share a connection, and do not wait for the disk. An outcome that a failing
        server loses is missing at the next run, which grades the submission again.
        """
        kind, file = self.url.get_backend_name(), self.url.database
        with contextlib.ExitStack() as opened:
            if kind == "sqlite" and file:
                opened.enter_context(written_ahead(Path(file)))
            opened.callback(self.engine.dispose)  # one left open keeps the journal
            with self._sentences():
                connection = opened.enter_context(self.engine.connect())
                if kind == "postgresql":
                    connection.exec_driver_sql("SET synchronous_commit = off")
                    connection.commit()
            self._kept = connection.execution_options(autograder_writes=True)
            opened.callback(setattr, self, "_kept", None)
            yield

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextlib.contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection for a few reads."""
        with self._sentences(), self.engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give a connection whose writes come to stay together, or not at all."""
        with self._sentences(), contextlib.ExitStack() as opened:
            connection = self._kept
            if connection is None:
                connection = opened.enter_context(self.engine.connect())
                connection.execution_options(autograder_writes=True)
            with connection.begin():
                yield connection

    def previous(self, student: str, assignment: str) -> Stored | None:
        """Return the last outcome of a submission, None where there is none."""
        with contextlib.closing(self.results([assignment], [student])) as found:
            return next(found, None)

    def students(self, assignment: str) -> set[str]:
        """Return who has an outcome in an assignment."""
        if not self.has_results:
            return set()
        query = sa.select(RESULTS.c.student).where(RESULTS.c.assignment == assignment)
        with self.reading() as connection:
            return set(connection.execute(query).scalars())

    def results(
        self, assignments: Sequence[str] = (), students: Sequence[str] = ()
    ) -> Generator[Stored, None, None]:
        """Read outcomes in the order of assignment and student.

        Parameters
        ----------
        assignments, students : sequence of str
            Which; all where empty.

        Yields
        ------
        Stored
            One for each submission, read as they are asked for.
        """
        if not self.has_results:
            return
        query = sa.select(RESULTS).order_by(RESULTS.c.assignment, RESULTS.c.student)
        if assignments:
            query = query.where(RESULTS.c.assignment.in_(assignments))
        if students:
            query = query.where(RESULTS.c.student.in_(students))
        with self.reading() as connection:
            for row in connection.execute(query):
                flags, record = json.loads(row.flags), json.loads(row.record)
                yield Stored._make((*row[:6], tuple(flags), record, *row[8:]))

    def seed(self, assignment: str, keep: bool = True) -> int:
        """Return the secret that draws an assignment's hidden inputs.

        It is drawn once. With ``keep=False`` a new one is not written down.
        """
        query = sa.select(SETTINGS.c.seed).where(SETTINGS.c.assignment == assignment)
        if self.has_results:
            with self.reading() as connection:
                found = connection.execute(query).scalar()
            if found is not None:
                return int(found)
        drawn = secrets.randbits(SEED_BITS)
        if keep:
            row = {"assignment": assignment, "seed": drawn}
            with self.writing() as connection:
                connection.execute(SETTINGS.insert().values(row))
        return drawn

    def _refuse_missing_file(self) -> None:
        name = self.url.database
        if self.url.get_backend_name() == "sqlite" and name and name != ":memory:":
            if not Path(name).is_file():
                raise GradebookError(
                    f"there is no gradebook {name} yet; make it with: "
                    "nbgrader generate_assignment NAME (or: python -m autograder "
                    "release)"
                )

    @contextlib.contextmanager
    def _sentences(self) -> Iterator[None]:
        try:
            yield
        except exc.DBAPIError as error:
            raise GradebookError(self._sentence(str(error.orig))) from error

    def _sentence(self, reason: str) -> str:
        name = self.url.database or self.url.render_as_string()
        for words, sentence in _SENTENCES:
            if any(word in reason for word in words):
                return f"{name} {sentence}"
        return f"{name} cannot be used: {reason}"


_SENTENCES: Sequence[tuple[Iterable[str], str]] = (
    (
        ("is locked",),
        f"was locked by another program for {BUSY_SECONDS} s: wait for it or close "
        "it (nbgrader? formgrader? a database browser?), then run the same command "
        "again. What was graded so far is stored.",
    ),
    (
        ("not a database", "malformed", "disk image"),
        "is damaged. Put a copy back (nbgrader makes one with every 'nbgrader db "
        "upgrade'), or move it away and release again; then run the same command.",
    ),
    (
        ("no such column", "no such table", "does not exist", "Unknown column"),
        "was made by another version of nbgrader. Run: nbgrader db upgrade",
    ),
    (
        ("disk is full", "disk I/O", "No space"),
        "cannot be written: the disk is full. Make room, then run the same command "
        "again. What was graded so far is stored.",
    ),
    (
        ("readonly", "read-only"),
        "may not be written. Check its permissions and those of its folder.",
    ),
)


def _let_us_begin(engine: sa.Engine) -> None:
    """Make SQLite transactions start where SQLAlchemy says, a write with its lock."""

    @sa.event.listens_for(engine, "connect")
    def _connect(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # or sqlite3 begins one on its own
        # Against a killed process FULL gives nothing more, and it waits for the disk.
        connection.execute("PRAGMA synchronous = NORMAL")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("autograder_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def open_gradebook(course: Path, writable: bool = False) -> Gradebook:
    """Open the gradebook that a course's configuration names.

    Parameters
    ----------
    course : Path
        An nbgrader course directory.
    writable : bool
        Whether our tables are made where they are missing.
    """
    from nbgrader.coursedir import CourseDirectory

    directory = CourseDirectory(config=load_config(course))
    return Gradebook(directory.db_url, writable)
