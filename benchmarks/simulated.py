"""Workers whose judge takes a fixed time: for counting what is around the judge.

``python -m benchmarks.simulated ADDRESS COUNT SECONDS`` grades COUNT submissions at a
time, in one process that stands for machines of 8 cores, each a worker of Dask. As a
judge module it sleeps for those students whose name does not begin
with ``real-``, and grades the others as ever.
"""

import asyncio
import functools
import os
import sys
import time

from autograder.cluster import on_worker, travel
from autograder.grading import judge
from autograder.grading.notebook_cells import graded_cells
from autograder.grading.placing import place
from autograder.grading.records import CellResult, Result, gravest

CORES = 8  # of a simulated machine
REAL = "real-"
SECONDS = "BENCHMARK_SECONDS"
prepare_worker = judge.prepare_worker


def grade_one(plan, submission, **options):
    if submission.student.startswith(REAL):
        return judge.grade_one(plan, submission, **options)
    return fixed(plan, submission, float(os.environ[SECONDS]))


def fixed(plan, submission, seconds):
    """Return a result of the usual size, after a time."""
    ends = time.monotonic() + seconds
    notebooks = tuple(sorted(submission.files.items()))
    cells, made = made_up(plan.version, notebooks, _Plan(plan))
    result = Result(
        submission.student,
        plan.assignment,
        gravest(cell.status for cell in cells),
        sum(cell.score or 0.0 for cell in cells),
        plan.max_score,
        submission.flags,
        cells,
        notebooks=made,
        content_hash=submission.content_hash,
        version=plan.version,
        seconds=seconds,
    )
    time.sleep(max(0.0, ends - time.monotonic()))
    return result


class _Plan:
    """A plan that a cache takes: it is named by its version already."""

    def __init__(self, plan):
        self.plan = plan

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0


@functools.lru_cache(64)
def made_up(version, files, wrapped):
    """Give every other test its points; place cells as the judge does."""
    cells, notebooks = [], {}
    for notebook in wrapped.plan.notebooks:
        program = place(notebook, dict(files).get(f"{notebook.name}.ipynb"))
        notebooks[notebook.name] = graded_cells(program, [[] for _ in program.steps])
        tests = [cell for cell in notebook.cells if cell.role == "test"]
        for number, cell in enumerate(tests):
            score = cell.points if number % 2 else 0.0
            status = "ok" if score else "wrong"
            message = "" if score else "expected something else"
            key = notebook.name, cell.grade_id
            cells.append(CellResult(*key, score, cell.points, status, message))
    return tuple(cells), notebooks


class FixedStation:
    """Stands in for `station.Station`, without a process."""

    def __init__(self, given, seconds):
        self.plans, self.options, _ = travel.unpack_plans(given)
        self.seconds = seconds

    def ask(self, request, seconds):
        """Answer a request after the fixed time."""
        head, _ = travel.unpack(request)
        if "calibrate" in head:
            return travel.pack({"compat": [], "said": []})
        submission, _ = travel.unpack_submission(request)
        plan = self.plans[submission.assignment]
        return travel.pack_result(fixed(plan, submission, self.seconds))

    def close(self):
        """There is nothing to end."""


async def serve(address, count):
    """Run workers until the scheduler goes away."""
    from distributed import Worker

    threads = [min(CORES, count - first) for first in range(0, count, CORES)]
    workers = [Worker(address, nthreads=n, host="127.0.0.1") for n in threads]
    await asyncio.gather(*workers)
    print("ready", flush=True)
    await asyncio.gather(*(worker.finished() for worker in workers))


def main(address, count, seconds):
    on_worker.Station = functools.partial(FixedStation, seconds=float(seconds))
    asyncio.run(serve(address, int(count)))


if __name__ == "__main__":
    main(*sys.argv[1:])
