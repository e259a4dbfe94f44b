"""Find the tests that only work beside the student's code.

The instructor's own notebook is run twice: whole, as nbgrader would, and through the
judge and a cell process. A test that earns the same in both stays in the judge, where
no student code can reach it. One that does not (it reads what was printed, a
file, a figure, or the source of a function) runs beside the student's code, and its
results are marked as not tamper-proof.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import os
import traceback
from collections.abc import Callable

from autograder.cell_process import shell as shells
from autograder.errors import CourseError
from autograder.grading import judge
from autograder.grading.beside import run_compat
from autograder.grading.channel import Budget
from autograder.grading.notebook_run import NotebookRun
from autograder.grading.own_directory import own_directory
from autograder.grading.records import CellResult, Plan, PlanNotebook, Program, Step
from autograder.grading.sandbox import Sandbox
from autograder.grading.student_process import StudentProcess
from autograder.grading.testing import credit

Scores = dict[tuple[str, str], float]
PATIENCE = 120.0  # seconds for each cell of the instructor's own notebook


def calibrate(plan: Plan, safe: bool = True) -> tuple[Plan, list[str]]:
    """Run the instructor's notebook both ways and compare.

    Parameters
    ----------
    plan : Plan
        From the instructor's source.
    safe : bool
        Whether student code runs inside bubblewrap.

    Returns
    -------
    plan : Plan
        With `compat` filled in.
    remarks : list of str
        Sentences for the instructor: tests that are not tamper-proof, tests that the
        instructor's own solution does not pass.
    """
    judge.prepare_worker({plan.assignment: plan}, safe)
    remarks: list[str] = []
    compat: set[tuple[str, str]] = set()
    for notebook in plan.notebooks:
        found, said = _calibrate(plan, notebook, judge.sandbox(safe, judge.draws(plan)))
        compat |= found
        remarks += said
    return dataclasses.replace(plan, compat=frozenset(compat)), remarks


def _calibrate(
    plan: Plan, notebook: PlanNotebook, box: Sandbox
) -> tuple[set[tuple[str, str]], list[str]]:
    program = _instructors(notebook)
    whole = _run(functools.partial(_whole, plan, program), box)
    tests = set(whole)
    odd: set[tuple[str, str]] = set()
    for attempt in range(3):
        trial = dataclasses.replace(plan, compat=frozenset(odd))
        split = _run(functools.partial(_split, trial, program, box), box)
        differing = {key for key in tests if not _same(whole[key], split.get(key))}
        if not differing:
            break
        # Where moving the odd ones does not help, others need them: move all.
        odd = tests if attempt else differing
    return odd, _remarks(notebook, whole, odd)


def _same(a: float, b: float | None) -> bool:
    return b is not None and abs(a - b) < 1e-9


def _remarks(
    notebook: PlanNotebook, whole: Scores, odd: set[tuple[str, str]]
) -> list[str]:
    points = {cell.grade_id: cell.points for cell in notebook.cells}
    said = [
        f"{name}: your own solution earns {score:g} of {points[grade_id]:g} points in "
        f"the test {grade_id}; mend the solution or the test."
        for (name, grade_id), score in whole.items()
        if score < points[grade_id] - 1e-9
    ]
    if odd:
        listed = ", ".join(sorted(grade_id for _, grade_id in odd))
        said.append(
            f"{notebook.name}: {listed} can only run beside the student's code "
            "(tamper_proof: false), since they look at more than what functions return."
        )
    return said


def _instructors(notebook: PlanNotebook) -> Program:
    """Return the instructor's own notebook as a submission."""
    steps = tuple(Step(cell, cell.source, cell.cell_type) for cell in notebook.cells)
    return Program(notebook.name, steps)


def _run(work: Callable[[], Scores], box: Sandbox) -> Scores:
    """Do the work in a fork, so that it leaves nothing behind in this process."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        with os.fdopen(writing, "w", encoding="utf-8") as out:
            try:
                scores = [[*key, score] for key, score in work().items()]
                json.dump({"scores": scores}, out)
            except BaseException:
                json.dump({"fault": traceback.format_exc(limit=-4)}, out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as found:
        text = found.read()
    os.waitpid(pid, 0)
    box.sweep()
    told = json.loads(text or '{"fault": "the process ended suddenly"}')
    if "fault" in told:
        message = "the instructor's own notebook could not be run for comparison: "
        raise CourseError(message + told["fault"])
    return {(name, cell): score for name, cell, score in told["scores"]}


def _whole(plan: Plan, program: Program) -> Scores:
    """Run everything in one shell, as a kernel would."""
    shell, scores = shells.make_shell(), {}
    with own_directory(plan.files):
        for step in program.steps:
            cell = step.cell
            if cell is None or cell.cell_type != "code" or cell.skipped:
                continue
            ran = shells.run(shell, cell.source)
            if cell.role == "test":
                score = 0.0
                if ran.problem is None:
                    score = credit(ran.value, cell.points)
                scores[program.notebook, cell.grade_id] = score
    return scores


def _split(plan: Plan, program: Program, box: Sandbox) -> Scores:
    budget = Budget(100 * PATIENCE)

    def process() -> StudentProcess:
        return StudentProcess(box, plan.files, budget, PATIENCE)

    with own_directory(plan.files):
        cells: list[CellResult] = (
            NotebookRun(plan, program, process(), PATIENCE).run().cells
        )
        if plan.compat:
            cells = [*cells, *run_compat(plan, program, process())]
    return {(c.notebook, c.grade_id): c.score or 0.0 for c in cells}
