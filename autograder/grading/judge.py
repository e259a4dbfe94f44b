"""``grade_one(plan, submission) -> Result``: the one pure function of the grader.

It runs in a worker process, which holds what all submissions share: the plans, the
checks with their expected values, and a sandbox with its zygote. Each submission
is judged in a fork of the worker, so that nothing passes from one to the next, and
whatever befalls the fork is that submission's affair alone.
"""

from __future__ import annotations

import contextlib
import dataclasses
import gc
import json
import os
import re
import resource
import select
import signal
import time
import traceback
from collections.abc import Sequence
from multiprocessing.util import Finalize
from typing import Any

from autograder import hidden
from autograder.cell_process import linux
from autograder.cell_process.limits import Limits
from autograder.grading.bound_names import bound_names, imports
from autograder.grading.channel import RUNS, WALL_FACTOR
from autograder.grading.judging import Notebooks, judge
from autograder.grading.limits_text import FACTOR
from autograder.grading.own_directory import remove_forgotten, remove_of
from autograder.grading.records import (
    CellResult,
    Plan,
    Result,
    Submission,
    gravest,
)
from autograder.grading.sandbox import Sandbox, SandboxError
from autograder.grading.testing import compile_test, run_test

JUDGE_MEMORY = 3 * 2**30  # beyond what the worker has: a reply may be large
PATIENCE = 60.0  # seconds for importing what a course needs
# what a notebook names whose figures, or whose checks, need more than NumPy
DRAWING = re.compile(r"matplotlib|pylab|seaborn|rnn_core")
_sandboxes: dict[tuple[bool, bool], Sandbox] = {}
_drawing: dict[str, bool] = {}  # by a plan's version
_limits = Limits()


def prepare_worker(plans: dict[str, Plan], safe: bool = True) -> None:
    """Load, once for each worker, what every submission needs.

    Parameters
    ----------
    plans : dict of str to Plan
        The assignments that will be graded.
    safe : bool
        False where there is no bubblewrap and the instructor said ``--unsafe``.
    """
    os.environ["NBGRADER_EXECUTION"] = "autograde"  # stubs answer nothing
    os.environ["MPLBACKEND"] = "Agg"
    _make_room([plan.files for plan in plans.values()])
    for drawing in {draws(plan) for plan in plans.values()}:
        sandbox(safe, drawing)
    remove_forgotten()
    for plan in plans.values():
        _warm(plan)
    gc.collect()
    gc.freeze()  # what is loaded stays shared between the forks


def draws(plan: Plan, submission: Submission | None = None) -> bool:
    """Tell whether a notebook may need Matplotlib or this course's own package."""
    if plan.version not in _drawing:
        cells = [cell.source for n in plan.notebooks for cell in n.cells]
        _drawing[plan.version] = any(map(DRAWING.search, cells)) or _name(plan.files)
    return _drawing[plan.version] or (
        submission is not None and _name(submission.files)
    )


def _name(files: dict[str, bytes]) -> bool:
    """Tell whether a notebook or a module names something that draws."""
    texts = (data for name, data in files.items() if name.endswith((".ipynb", ".py")))
    return any(DRAWING.search(data.decode("utf-8", "replace")) for data in texts)


def sandbox(safe: bool = True, drawing: bool = True) -> Sandbox:
    """Return this process's sandbox of a kind, started when it is first asked for.

    Parameters
    ----------
    safe : bool
        Inside bubblewrap.
    drawing : bool
        With Matplotlib loaded.
    """
    made = _sandboxes.get((safe, drawing))
    if made is None or made.limits.scratch_bytes < _limits.scratch_bytes:
        if made is not None:
            made.close()
        load = "drawing" if drawing else "notebook"
        made = _sandboxes[safe, drawing] = Sandbox(safe, _limits, load)
        made.start()
        # `atexit` is not for the workers of a pool. Its processes are waited for.
        Finalize(None, made.close, exitpriority=10)
    return made


def _make_room(given: Sequence[dict[str, bytes]]) -> None:
    """Leave room for the instructor's files beside what a student's code may write."""
    global _limits
    size = max((sum(map(len, files.values())) for files in given), default=0)
    number = max((len(files) for files in given), default=0)
    usual = Limits()
    _limits = dataclasses.replace(
        usual,
        scratch_bytes=usual.scratch_bytes + size,
        scratch_files=usual.scratch_files + 2 * number,  # folders are files as well
    )


def _warm(plan: Plan) -> None:
    """Do now, for all submissions, what depends on the instructor's source alone."""
    hidden.use_seed(plan.seed)
    for cell in (cell for notebook in plan.notebooks for cell in notebook.cells):
        if cell.role in ("test", "setup"):
            compile_test(cell.source)
            compile_test(cell.shown)
            _load(imports(cell.source))
            imports(cell.shown)
        if cell.role == "solution":
            bound_names(cell.source)
            compile_test(imports(cell.source))
            hidden.warm(cell.grade_id)


def _load(statements: str) -> None:
    """Load modules once for all forks of this process."""
    if "rnn_core" in statements:
        statements += "\nimport rnn_core.style"  # its set-up cell loads it when called
    run_test(statements, {}, PATIENCE)


def grade_one(
    plan: Plan,
    submission: Submission,
    *,
    timeout: float = 15.0,
    repeat: int = 1,
    safe: bool = True,
) -> Result:
    """Grade one submission; never raises on account of what it holds.

    Parameters
    ----------
    plan : Plan
        The assignment, calibrated.
    submission : Submission
        What was handed in.
    timeout : float
        Seconds of computing for one call and for one cell.
    repeat : int
        Grade so many times; a score that differs makes the status ``flaky``.
    safe : bool
        Whether student code runs inside bubblewrap.

    Returns
    -------
    Result
    """
    started = time.monotonic()
    if submission.problem[0]:
        return _refused(plan, submission, *submission.problem)
    try:
        box = sandbox(safe, draws(plan, submission))
        results = [
            _in_fork(plan, submission, timeout, box) for _ in range(max(1, repeat))
        ]
    except SandboxError as error:
        return _refused(plan, submission, "infra_error", str(error))
    result = _agreed(results)
    return dataclasses.replace(result, seconds=time.monotonic() - started)


def _agreed(results: list[Result]) -> Result:
    """Return the first result, marked where a later one has other scores."""
    first, scores = results[0], []
    for result in results:
        scores.append({(c.notebook, c.grade_id): c.score for c in result.cells})
    different = {key for s in scores for key in s if s[key] != scores[0].get(key)}
    if not different or any(r.status == "infra_error" for r in results):
        return first
    cells = tuple(
        dataclasses.replace(c, status="flaky")
        if (c.notebook, c.grade_id) in different
        else c
        for c in first.cells
    )
    names = ", ".join(sorted(grade_id for _, grade_id in different))
    message = f"Two runs with the same inputs gave different scores for {names}."
    status = gravest([first.status, "flaky"])
    return dataclasses.replace(first, cells=cells, status=status, message=message)


def _refused(plan: Plan, submission: Submission, status: str, message: str) -> Result:
    return Result(
        submission.student,
        plan.assignment,
        status,
        0.0,
        plan.max_score,
        submission.flags,
        message=message,
        content_hash=submission.content_hash,
        version=plan.version,
    )


def longest(timeout: float) -> float:
    """Return the seconds by the clock after which a submission is given up."""
    return RUNS * WALL_FACTOR * FACTOR * timeout + 30


def _in_fork(
    plan: Plan, submission: Submission, timeout: float, box: Sandbox
) -> Result:
    """Judge in a fork; read what it reports, end it when it takes too long."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        _child(reading, writing, plan, submission, timeout, box)
    os.close(writing)
    ends = time.monotonic() + longest(timeout)
    try:
        data, late = _read(reading, ends)
    finally:
        os.close(reading)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        box.sweep()
    if not any("notebooks" in line for line in data[-1:]):  # it was killed, perhaps
        remove_of(pid)
    return _result(plan, submission, data, late)


def _child(
    reading: int,
    writing: int,
    plan: Plan,
    submission: Submission,
    timeout: float,
    box: Sandbox,
) -> None:
    """Judge, write lines of JSON, and end without any of the worker's clean-up."""
    try:
        linux.die_with_parent(signal.SIGKILL)
        os.close(reading)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _limit_memory()
        with os.fdopen(writing, "w", encoding="utf-8") as out:

            def report(cell: CellResult) -> None:
                _line(out, {"cell": dataclasses.asdict(cell)})

            def placed(notebooks: Notebooks) -> None:
                _line(out, {"placed": notebooks})

            try:
                _line(out, judge(plan, submission, timeout, box, report, placed))
            except SandboxError as error:
                _line(out, {"infra": str(error)})
            except BaseException:
                _line(out, {"infra": traceback.format_exc(limit=-6)})
    finally:
        os._exit(0)


def _line(out: Any, record: dict[str, Any]) -> None:
    out.write(json.dumps(record) + "\n")
    out.flush()


def _limit_memory() -> None:
    if linux.LINUX:
        with open("/proc/self/statm") as file:
            now = int(file.read().split()[0]) * resource.getpagesize()
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (now + JUDGE_MEMORY, hard))


def _read(reading: int, ends: float) -> tuple[list[dict[str, Any]], bool]:
    """Read lines until the child ends; say whether it took too long."""
    poll, data = select.poll(), bytearray()
    poll.register(reading, select.POLLIN)
    late = False
    while True:
        left = ends - time.monotonic()
        if left <= 0:
            late = True
            break
        if poll.poll(min(left, 60.0) * 1000):
            piece = os.read(reading, 1 << 20)
            if not piece:
                break
            data += piece
    whole, _, _ = bytes(data).rpartition(b"\n")
    return [json.loads(line) for line in whole.splitlines()], late


def _result(
    plan: Plan, submission: Submission, lines: list[dict[str, Any]], late: bool
) -> Result:
    """Make the result of what a child reported before it ended."""
    last = lines[-1] if lines else {}
    if "refused" in last:
        return _refused(plan, submission, *last["refused"])
    if "infra" in last:
        return _refused(plan, submission, "infra_error", last["infra"])
    if "notebooks" not in last and not (late and lines):
        text = "the judge ended before it had finished"
        return _refused(plan, submission, "infra_error", text)
    placed: Notebooks = next((line["placed"] for line in lines if "placed" in line), {})
    cells = [CellResult(**line["cell"]) for line in lines if "cell" in line]
    if "notebooks" in last:
        cells = [CellResult(**cell) for cell in last["cells"]]
    else:
        cells = _with_the_rest(plan, cells)
    status = gravest(cell.status for cell in cells)
    return Result(
        submission.student,
        plan.assignment,
        status,
        float(sum(cell.score or 0.0 for cell in cells)),
        plan.max_score,
        (*submission.flags, *last.get("flags", ())),
        tuple(cells),
        notebooks=last.get("notebooks", placed),
        content_hash=submission.content_hash,
        version=plan.version,
        cpu_seconds=last.get("cpu_seconds", 0.0),
    )


def _with_the_rest(plan: Plan, cells: list[CellResult]) -> list[CellResult]:
    """Add, at 0 points, the tests that were not reached in time."""
    there = {(cell.notebook, cell.grade_id) for cell in cells}
    rest = [
        CellResult(
            notebook.name,
            cell.grade_id,
            0.0 if cell.role == "test" else None,
            cell.points,
            "total_timeout",
            "the submission took too long",
        )
        for notebook in plan.notebooks
        for cell in notebook.cells
        if cell.role in ("test", "manual", "task")
        and (notebook.name, cell.grade_id) not in there
    ]
    return [*cells, *rest]
