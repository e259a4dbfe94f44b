"""``autograder grade``: find, grade in parallel, store, say what happened."""

from __future__ import annotations

import dataclasses
import itertools
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from autograder.course_dir import load_config, require
from autograder.errors import CourseError
from autograder.grading import pool, safety, worker
from autograder.grading.json_records import write_records
from autograder.grading.layout import read_layout
from autograder.grading.plain_text import one_line
from autograder.grading.progress import Outcome, Progress
from autograder.grading.records import Plan, Result, Submission
from autograder.grading.writer import UNSAFE, UNSCORED, Writer

if TYPE_CHECKING:
    from autograder.cluster.coordinator import ClusterPool

INTERRUPTED = 130  # what a shell gives a program that Ctrl-C ended
CELL_SECONDS = 15.0  # of computing, where the course's configuration does not say
Folders = dict[str, list[tuple[str, Path]]]  # by assignment: student, folder


class Request(NamedTuple):
    """What the command line asks for.

    Attributes
    ----------
    course : Path
        The course directory.
    assignments, students : sequence of str
        Which; empty for all.
    workers : int, optional
        Processes; as many as cores by default.
    timeout : float, optional
        Seconds of a cell; the course's ``Execute.timeout`` by default.
    repeat : int
        How often each submission is graded, to find results that vary.
    force : bool
        Grade again what was graded.
    dry_run : bool
        Write nothing and say whose score would change.
    json_path : str
        Where the records go, ``-`` for the screen, empty for nowhere.
    unsafe : bool
        Without a sandbox.
    judge, calibrate : str
        The modules that grade a submission and look at the instructor's notebook.
    scheduler : str
        Address of a Dask scheduler whose workers grade; empty for this machine's.
    """

    course: Path
    assignments: Sequence[str] = ()
    students: Sequence[str] = ()
    workers: int | None = None
    timeout: float | None = None
    repeat: int = 1
    force: bool = False
    dry_run: bool = False
    json_path: str = ""
    unsafe: bool = False
    judge: str = worker.JUDGE
    calibrate: str = worker.CALIBRATE
    scheduler: str = ""


def grade(request: Request) -> int:
    """Grade submissions.

    Parameters
    ----------
    request : Request
        What, and how.

    Returns
    -------
    int
        0; 1 when some could not be graded by our fault; 130 after Ctrl-C.

    Raises
    ------
    AutograderError
        With a sentence, where nothing more can be graded.
    """
    course = require(request.course)
    request = request._replace(course=course)
    with Writer(course, request.dry_run) as writer:
        run = Run(writer, request)
        with run.progress:
            finished = run.all()
        run.report(finished)
        if not finished:
            return INTERRUPTED
        return 1 if run.progress.number("infra_error") else 0


class Run:
    """One run of the command."""

    def __init__(self, writer: Writer, request: Request) -> None:
        from autograder.grading import structure

        self.writer = writer
        self.request = request
        self.folders = _folders(request)
        self.plans = {
            name: writer.prepare(structure.read_plan(request.course, name))
            for name in self.folders
        }
        self.safe = True
        to_stdout = request.json_path == "-"
        self.out = sys.stderr if to_stdout else sys.stdout
        self.progress = Progress(sum(map(len, self.folders.values())), self.out)
        self.seen: set[tuple[str, str]] = set()
        self.changes: list[str] = []
        self.records: list[dict[str, Any]] = []  # of a dry run

    def all(self) -> bool:
        """Grade what has to be graded; tell whether it came to the end."""
        try:
            todo = self._todo()
            first = next(todo, None)
            if first is not None:  # often there is nothing to do
                self._grade(itertools.chain([first], todo))
        except KeyboardInterrupt:
            return False
        return True

    def _grade(self, todo: Iterator[Submission]) -> None:
        with self._pool() as running:
            for name, sentences in running.calibrate(list(self.plans)).items():
                for sentence in sentences:
                    self.progress.say(f"{name}: {sentence}")
            for submission, result in running.grade(todo):
                self._keep(submission, result)

    def _pool(self) -> pool.Pool | ClusterPool:
        """Return the workers of this machine, or those of a cluster."""
        request = self.request
        if request.scheduler:  # each of its workers has to prove its own sandbox
            self.safe = not request.unsafe
        else:
            self.safe = safety.decide(request.course, request.unsafe)
        timeout = request.timeout or _configured_timeout(request.course)
        modules = request.judge, request.calibrate
        options = worker.Options(timeout, request.repeat, self.safe, *modules)
        silence = max(pool.SILENCE_SECONDS, pool.SILENCE_TIMEOUTS * timeout)
        silence *= request.repeat
        if request.scheduler:
            from autograder.cluster.coordinator import ClusterPool

            address, say = request.scheduler, self.progress.say
            return ClusterPool(address, self.plans, options, say, silence)
        workers = request.workers or os.cpu_count() or 1
        make = worker.process_pool(workers, self.plans, options)
        return pool.Pool(make, 2 * workers, silence)

    def _todo(self) -> Iterator[Submission]:
        """Yield what must be graded; count and keep everything else on the way."""
        from autograder.grading import submissions

        for name, folders in self.folders.items():
            for student, folder in folders:
                plan = self.plans[name]
                submission = submissions.load(folder, student, plan)
                self.seen.add((submission.student, name))
                if not self.request.force and self._was_graded(submission, plan):
                    continue
                if not self.writer.may_write(submission.student):
                    problem = ("unknown_student", _UNKNOWN.format(submission.student))
                    submission = dataclasses.replace(submission, problem=problem)
                if submission.problem[0]:
                    self._keep(submission, pool.refusal(submission, plan))
                else:
                    yield submission

    def _was_graded(self, submission: Submission, plan: Plan) -> bool:
        if not self.writer.already_graded(submission, plan):
            return False
        stored = self.writer.previous(submission.student, submission.assignment)
        if stored is None:
            return False
        if not self.request.dry_run and stored.status not in UNSCORED:
            self.writer.refresh(submission)
        record = stored.record
        outcome = Outcome(
            *stored[:2], stored.status, record["score"], record["max_score"]
        )
        self.progress.add(outcome._replace(message=stored.message), before=True)
        if self.request.dry_run:
            self.records.append(record)
        return True

    def _keep(self, submission: Submission, result: Result) -> None:
        plan = self.plans[submission.assignment]
        if not self.request.dry_run:
            result = self.writer.store(result, submission, plan, not self.safe)
        else:
            result = self.writer.settled(result, submission)
            self._compare(result)
        self.progress.add(Outcome.of(result))

    def _compare(self, result: Result) -> None:
        """Note what a dry run would change."""
        if not self.safe:
            result = dataclasses.replace(result, flags=(*result.flags, UNSAFE))
        self.records.append(result.public())
        if result.status in UNSCORED:
            return
        before = self.writer.auto_score(result.student, result.assignment)
        if before is None or abs(before - result.score) > 1e-9:  # sums of points
            was = "not graded" if before is None else f"{before:g}"
            name = one_line(result.student)
            self.changes.append(
                f"{name}, {result.assignment}: {was} → {result.score:g}"
            )

    def report(self, finished: bool) -> None:
        """Print the summary and write the records."""
        request, progress = self.request, self.progress
        if request.json_path:
            write_records(request.json_path, self._chosen_records())
        if request.dry_run:
            changes = sorted(self.changes) or ["No score would change."]
            print("\n".join(changes), file=self.out)
            progress.summary("Nothing was written.", not self.safe)
        else:
            place = f"Grades: {self.writer.gradebook.place}"
            progress.summary(place, not self.safe and progress.before < progress.done)
        if not finished:
            print(
                f"autograder: stopped. {progress.done} of {progress.total} graded; run "
                "the same command again for the rest.",
                file=sys.stderr,
            )

    def _chosen_records(self) -> Iterator[dict[str, Any]]:
        if self.request.dry_run:
            key = ("assignment", "student")
            yield from sorted(self.records, key=lambda r: [r[k] for k in key])
            return
        for stored in self.writer.gradebook.results(list(self.plans)):
            if stored[:2] in self.seen:
                yield stored.record


_UNKNOWN = (
    "{0} is not in the gradebook, and the course adds nobody "
    "(Autograde.create_student = False). Add: nbgrader db student add {0}"
)


def _folders(request: Request) -> Folders:
    """Find the submissions asked for, by assignment."""
    from autograder.grading import submissions

    names = list(request.assignments) or _assignments(request.course)
    if not names:
        raise CourseError(f"{request.course} has no assignment with a notebook.")
    found = {name: submissions.find(request.course, name) for name in names}
    wanted = set(request.students)
    if wanted:
        there = {student for folders in found.values() for student, _ in folders}
        if wanted - there:
            missing = ", ".join(sorted(wanted - there))
            which = ", ".join(names)
            raise CourseError(f"{missing} handed in nothing for {which}.")
        found = {
            name: [each for each in folders if each[0] in wanted]
            for name, folders in found.items()
        }
    found = {name: folders for name, folders in found.items() if folders}
    if not found:
        raise CourseError(
            f"nothing was handed in for {', '.join(names)}: expected notebooks in "
            f"{request.course / 'submitted'}/STUDENT/{names[0]}/ (see: autograder "
            "collect --help)"
        )
    return found


def _assignments(course: Path) -> list[str]:
    """List the assignments that have a source notebook."""
    above = read_layout(course).folder("source", ".", "any").parent
    return sorted({path.parent.name for path in above.glob("*/*.ipynb")})


def _configured_timeout(course: Path) -> float:
    """Return the seconds that the course's configuration gives a cell."""
    seconds = load_config(course).get("Execute", {}).get("timeout")
    return float(seconds) if seconds and seconds > 0 else CELL_SECONDS
