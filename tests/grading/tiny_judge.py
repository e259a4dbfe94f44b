"""A judge for tests of everything around the judge: quick, and told what to do.

The program ``answer = 1`` earns a test's points. Other programs make it fail in the
ways in which a judge may fail.
"""

import os
import signal
import time

from autograder.grading.notebook_cells import graded_cells
from autograder.grading.records import CellResult, Result, gravest
from autograder.grading.structure import place

RIGHT = "answer = 1"
KILL = "kill the worker"
KILL_PARENT = "kill whoever started it"  # on a cluster: Dask's worker
RAISE = "raise an exception"
SLEEP = "sleep"
prepared = []
graded = 0


def prepare_worker(plans, safe):
    """Remember that the pool called it."""
    prepared.append((sorted(plans), safe))


def calibrate(plan, safe):
    """Find nothing odd."""
    return plan, []


def grade_one(plan, submission, *, timeout, repeat, safe):
    """Grade by looking."""
    if "TINY_VICTIM" in os.environ:
        import faulty_run

        faulty_run.strike()
    cells, notebooks = [], {}
    for notebook in plan.notebooks:
        program = place(notebook, submission.files.get(f"{notebook.name}.ipynb"))
        notebooks[notebook.name] = graded_cells(program, [[] for _ in program.steps])
        text = "\n".join(step.source for step in program.steps)
        _act(text)
        for step in program.steps:
            cell = step.cell
            if cell is not None and cell.role in ("test", "manual", "task"):
                found = score_of(cell, text)
                status = "wrong" if found == 0 else "ok"
                result = (notebook.name, cell.grade_id, found, cell.points, status)
                cells.append(CellResult(*result))
    return Result(
        submission.student,
        plan.assignment,
        gravest(cell.status for cell in cells),
        sum(cell.score or 0.0 for cell in cells),
        plan.max_score,
        submission.flags,
        tuple(cells),
        "",
        notebooks,
        submission.content_hash,
        plan.version,
        0.5,
        0.25,
    )


def score_of(cell, text):
    """Return a cell's points."""
    if cell.role != "test":
        return None
    return cell.points if RIGHT in text else 0.0


def _act(text):
    if KILL in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if KILL_PARENT in text:
        os.kill(os.getppid(), signal.SIGKILL)
        signal.pause()  # until we are taken along
    if RAISE in text:
        raise ZeroDivisionError("a fault of the judge")
    if SLEEP in text:
        time.sleep(600)
