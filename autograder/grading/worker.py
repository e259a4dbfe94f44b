"""What a worker process holds and does, and how processes of this machine start."""

from __future__ import annotations

import concurrent.futures as futures
import contextlib
import ctypes
import dataclasses
import importlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing import resource_tracker
from typing import Any, NamedTuple

from autograder.errors import WorkerError
from autograder.grading.records import Plan, Result, Submission

JUDGE = "autograder.grading.judge"
CALIBRATE = "autograder.grading.calibrate"
Compat = frozenset[tuple[str, str]]
WATCH_SECONDS = 1.0
PR_SET_PDEATHSIG = 1


class Options(NamedTuple):
    """How each submission is graded."""

    timeout: float
    repeat: int
    safe: bool
    judge: str = JUDGE  # a module with `prepare_worker` and `grade_one`
    calibrate: str = CALIBRATE  # a module with `calibrate`


class Worker:
    """What a worker process keeps between submissions."""

    plans: dict[str, Plan]
    options: Options
    judge: Any
    problem: str = ""


def start_worker(parent: int, plans: dict[str, Plan], options: Options) -> None:
    """Prepare a worker process; the pool calls it once in each.

    It never raises: a pool whose initializer fails only says that it is broken.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the coordinator's
    if hasattr(signal, "pthread_sigmask"):  # see `uninterrupted`
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    die_with_parent(parent)
    Worker.plans, Worker.options = plans, options
    try:
        Worker.judge = importlib.import_module(options.judge)
        Worker.judge.prepare_worker(plans, options.safe)
    except BaseException as error:
        Worker.problem = f"{type(error).__name__}: {error}"


def die_with_parent(parent: int) -> None:
    """End this process as soon as its parent has ended, however that comes."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    else:  # a thread of our own is no hindrance to forking where nothing is forked
        threading.Thread(target=_watch_parent, args=(parent,), daemon=True).start()
    if os.getppid() != parent:  # it ended before the kernel knew of our wish
        os._exit(1)


def _watch_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(WATCH_SECONDS)
    os._exit(1)


def calibrate_in_worker(assignment: str) -> tuple[Compat, list[str]]:
    """Look at the instructor's own notebook; runs in a worker."""
    _require_ready()
    module = importlib.import_module(Worker.options.calibrate)
    plan, sentences = module.calibrate(Worker.plans[assignment], Worker.options.safe)
    return plan.compat, sentences


def grade_in_worker(submission: Submission, compat: Compat) -> Result:
    """Grade one submission; runs in a worker."""
    _require_ready()
    options = Worker.options
    plan = Worker.plans[submission.assignment]
    result: Result = Worker.judge.grade_one(
        dataclasses.replace(plan, compat=compat),
        submission,
        timeout=options.timeout,
        repeat=options.repeat,
        safe=options.safe,
    )
    return result


def ready() -> bool:
    """Tell that this worker can grade; runs in a worker."""
    _require_ready()
    return True


def _require_ready() -> None:
    if Worker.problem:
        raise WorkerError(f"a grading process cannot start: {Worker.problem}")


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait while processes start.

    One that lost its parent before it was told what to do, or got the signal while it
    imports, would print a traceback. `start_worker` ends what it inherits of this.
    """
    came: list[int] = []
    # our handler has to wait too, for a signal blocked here goes to another thread;
    # and only what is blocked here is blocked in a process that starts here
    handler = signal.getsignal(signal.SIGINT)  # None where it is not Python's
    main = threading.current_thread() is threading.main_thread()
    replaced = main and handler is not None
    if replaced:
        signal.signal(signal.SIGINT, lambda *_: came.append(1))
    masks = hasattr(signal, "pthread_sigmask")
    if masks:
        resource_tracker.ensure_running()  # where it starts, it lets the signal through
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        if masks:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if replaced:
            signal.signal(signal.SIGINT, handler)
        if came:
            signal.raise_signal(signal.SIGINT)


def process_pool(
    workers: int, plans: dict[str, Plan], options: Options
) -> Callable[[], futures.Executor]:
    """Return what makes a pool of fresh processes on this machine."""
    # A forked worker would inherit locks, threads and the open gradebook.
    context = multiprocessing.get_context("spawn")

    def make() -> futures.Executor:
        return futures.ProcessPoolExecutor(
            workers, context, start_worker, (os.getpid(), plans, options)
        )

    return make
