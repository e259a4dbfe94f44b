"""A process beside a Dask worker: it holds the judge and a sandbox that was proven.

The worker itself has threads and must not fork; and the sandbox ends with the thread
that started it. So the judge lives in a process of its own, started from a thread that
stays, and ends with its worker however that comes. Only bytes pass between the two.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from multiprocessing.connection import Connection

from autograder.cluster import travel
from autograder.errors import AutograderError
from autograder.grading import pool, safety, worker
from autograder.grading.zygote_link import launched
from autograder.sources import CHECKOUT

READY_SECONDS = 180.0  # proof, imports and warming up, on a busy machine
READY = b""


class LostError(AutograderError):
    """The process is gone, or was ended because it did not answer."""


class Station:
    """The worker's end.

    Parameters
    ----------
    given : bytes
        From `travel.pack_plans`.

    Raises
    ------
    AutograderError
        With the reason why nothing can be graded here.
    """

    def __init__(self, given: bytes) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = launched(lambda: _start(theirs.fileno()))
        self._connection = Connection(ours.detach())
        try:
            problem = self.ask(given, READY_SECONDS)
        except LostError:
            self.close()
            raise AutograderError("the judge's process ended as it started") from None
        if problem != READY:
            self.close()
            raise AutograderError(problem.decode("utf-8", errors="replace"))

    def ask(self, request: bytes, seconds: float) -> bytes:
        """Send a request and wait for its answer.

        Raises
        ------
        LostError
            When the process ended, or did not answer in time and was ended.
        """
        try:
            self._connection.send_bytes(request)
            if self._connection.poll(seconds):
                return self._connection.recv_bytes()
        except (EOFError, OSError):
            raise LostError("the process that graded it was killed") from None
        self.close()
        raise LostError(f"the process that graded it hung for {seconds:.0f} seconds")

    def close(self) -> None:
        """End the process and wait for its end."""
        self._connection.close()
        self._process.kill()
        self._process.wait()


def _start(descriptor: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", __name__, str(descriptor), str(os.getpid())]
    path = [str(CHECKOUT), *filter(None, os.environ.get("PYTHONPATH", "").split(":"))]
    threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    return subprocess.Popen(
        command,
        env=os.environ | dict.fromkeys(threads, "1") | {"PYTHONPATH": ":".join(path)},
        pass_fds=[descriptor],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def main(descriptor: int, parent: int) -> None:
    """Serve a worker until it goes away."""
    connection = Connection(descriptor)
    with contextlib.suppress(EOFError, OSError):
        problem = _prepare(connection.recv_bytes(), parent)
        connection.send_bytes(problem.encode("utf-8", errors="replace"))
        while not problem:
            connection.send_bytes(_answer(connection.recv_bytes()))


def _prepare(given: bytes, parent: int) -> str:
    """Prove the sandbox, then load what is needed; return what is wrong."""
    plans, options, _ = travel.unpack_plans(given)
    if options.safe:
        problems = safety.sandbox_problems(CHECKOUT / "solutions")
        if problems:
            return "it has no working sandbox for student code. " + " ".join(problems)
    worker.start_worker(parent, plans, options)
    return worker.Worker.problem


def _answer(request: bytes) -> bytes:
    """Grade, or look at the instructor's notebook."""
    try:
        head, _ = travel.unpack(request)
        if "calibrate" in head:
            compat, said = worker.calibrate_in_worker(head["calibrate"])
            return travel.pack({"compat": sorted(compat), "said": said})
        submission, odd = travel.unpack_submission(request)
        return travel.pack_result(worker.grade_in_worker(submission, odd))
    except Exception as error:
        return travel.pack({"fault": pool.describe(error)})


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
