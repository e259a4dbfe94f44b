"""The pool: it hands submissions to workers, one after another, and outlives them.

A worker that is killed takes every submission in flight with it, since the standard
pool breaks as a whole. They are tried again one at a time, so that the one which
kills its worker is found out and set aside, and no other suffers from it.
"""

from __future__ import annotations

import concurrent.futures as futures
import dataclasses
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from autograder.errors import WorkerError
from autograder.grading.records import Plan, Result, Submission
from autograder.grading.worker import (
    Compat,
    calibrate_in_worker,
    grade_in_worker,
    ready,
    uninterrupted,
)

MOST_BREAKS = 3
# No answer from any worker for this long means that they hang. A worker has its own
# deadlines, which are shorter (`judge.longest`); this one is for faults of ours.
SILENCE_SECONDS = 600.0
SILENCE_TIMEOUTS = 120.0


class Pool:
    """Grades submissions through executors that may break.

    Parameters
    ----------
    make_executor : callable
        Returns a fresh ``concurrent.futures`` executor whose processes were prepared
        as by `start_worker`.
    in_flight : int
        How many submissions are handed out at once; more are not read.
    silence : float
        Seconds without any answer after which the workers count as hanging.
    """

    def __init__(
        self,
        make_executor: Callable[[], futures.Executor],
        in_flight: int,
        silence: float = SILENCE_SECONDS,
    ) -> None:
        self._make = make_executor
        self._limit = in_flight
        self._silence = silence
        self._executor: futures.Executor | None = None
        self._running: dict[futures.Future[Result], Submission] = {}
        self._suspects: deque[Submission] = deque()
        self._breaks: dict[tuple[str, str], int] = {}
        self._compat: dict[str, Compat] = {}

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def calibrate(self, assignments: Sequence[str]) -> dict[str, list[str]]:
        """Find out which tests have to run beside the student's code.

        Parameters
        ----------
        assignments : sequence of str
            Those that will be graded.

        Returns
        -------
        dict of str to list of str
            By assignment, sentences for the instructor.

        Raises
        ------
        WorkerError
            When an instructor's notebook ends the process that runs it.
        """
        said = {}
        for assignment in assignments:
            found = self._call(calibrate_in_worker, assignment)
            self._compat[assignment], said[assignment] = found
        return said

    def _call(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Run a function of our own in a worker, with fresh ones where it dies."""
        for _ in range(MOST_BREAKS):
            if self._executor is None:
                self._executor = self._make()
            try:
                with uninterrupted():
                    future = self._executor.submit(function, *arguments)
                return future.result(SILENCE_SECONDS)
            except (futures.BrokenExecutor, TimeoutError):
                self._stop()
        about = f" with {', '.join(map(str, arguments))}" if arguments else ""
        raise WorkerError(
            f"the grading processes keep dying{about}, before any submission was "
            "run. Is there enough memory, and may this user start processes?"
        )

    def grade(
        self, submissions: Iterable[Submission]
    ) -> Iterator[tuple[Submission, Result]]:
        """Grade submissions in the order in which they are done.

        Parameters
        ----------
        submissions : iterable of Submission
            Taken one by one, as workers become free.

        Yields
        ------
        Submission, Result
            What was graded, and its outcome.
        """
        source = iter(submissions)
        more = True
        while more or self._running or self._suspects:
            if self._suspects:
                if not self._running:  # alone, so that it answers for itself
                    self._submit(self._suspects.popleft())
            else:
                while more and len(self._running) < self._limit:
                    submission = next(source, None)
                    more = submission is not None
                    if submission is None:
                        break
                    self._submit(submission)
            yield from self._collect()

    def _submit(self, submission: Submission) -> None:
        if self._executor is None:
            self._executor = self._make()
        try:
            compat = self._compat.get(submission.assignment, frozenset())
            with uninterrupted():
                future = self._executor.submit(grade_in_worker, submission, compat)
        except BrokenProcessPool:
            # A worker died while nothing was asked of it, or just now.
            future = futures.Future()
            future.set_exception(BrokenProcessPool("before it was handed out"))
        self._running[future] = submission

    def _collect(self) -> Iterator[tuple[Submission, Result]]:
        """Wait for the next outcomes."""
        if not self._running:
            return
        done, _ = futures.wait(
            self._running, self._silence, return_when=futures.FIRST_COMPLETED
        )
        if not done:
            self._kill()
            done, _ = futures.wait(self._running)
        broken = []
        for future in [each for each in self._running if each in done]:
            submission = self._running.pop(future)
            error = future.exception()
            if isinstance(error, futures.BrokenExecutor):
                broken.append(submission)
            elif isinstance(error, WorkerError):
                raise error
            elif error is not None:
                yield submission, fault(submission, describe(error))
            else:
                yield submission, future.result()
        if broken:
            yield from self._repair(broken)

    def _repair(self, broken: list[Submission]) -> Iterator[tuple[Submission, Result]]:
        """Put lost submissions aside for another try; give up on the third loss."""
        futures.wait(self._running)  # the rest of a broken pool is over at once
        for future, submission in list(self._running.items()):
            if future.exception() is None:
                yield submission, future.result()
            else:
                broken.append(submission)
        self._running.clear()
        self._stop()
        for submission in broken:
            key = submission.student, submission.assignment
            self._breaks[key] = self._breaks.get(key, 0) + 1
            if self._breaks[key] < MOST_BREAKS:
                self._suspects.append(submission)
                continue
            self._require_workers()
            times = f"{MOST_BREAKS} times in a row"
            yield (
                submission,
                fault(
                    submission,
                    f"the process that graded it was killed {times}; it was set aside. "
                    "Is there enough memory? Run it alone: --workers 1 --student "
                    f"{submission.student}",
                ),
            )

    def _require_workers(self) -> None:
        """Blame a submission only where a worker without one keeps alive."""
        self._call(ready)

    def _stop(self) -> None:
        """End all workers; what they were doing is lost."""
        if self._executor is not None:
            self._kill()
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None

    def _kill(self) -> None:
        """Kill the processes of a pool on this machine; others have their own way."""
        processes = getattr(self._executor, "_processes", None) or {}
        for process in list(processes.values()):
            process.kill()


def describe(error: BaseException) -> str:
    """Say in a line what failed in the grader, and where."""
    frames = traceback.extract_tb(error.__traceback__)
    where = ""
    if frames:
        last = frames[-1]
        where = f" in {Path(last.filename).name}, line {last.lineno}"
    return f"the grader itself failed{where}: {type(error).__name__}: {error}"


def fault(submission: Submission, message: str) -> Result:
    """Return the outcome of a submission that we could not grade."""
    return Result(
        submission.student,
        submission.assignment,
        "infra_error",
        0.0,
        0.0,
        submission.flags,
        message=message,
        content_hash=submission.content_hash,
    )


def refusal(submission: Submission, plan: Plan) -> Result:
    """Return the outcome of a submission that cannot be taken at all."""
    status, message = submission.problem
    empty = fault(submission, message)
    return dataclasses.replace(
        empty, status=status, max_score=plan.max_score, version=plan.version
    )
