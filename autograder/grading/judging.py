"""What is done for one submission inside its fork: every notebook, one by one."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable
from typing import Any

from autograder.grading.beside import run_compat
from autograder.grading.channel import Budget
from autograder.grading.limits_text import FACTOR
from autograder.grading.notebook_cells import graded_cells
from autograder.grading.notebook_run import (
    HIDDEN_FAILED,
    NotebookRun,
    Outputs,
)
from autograder.grading.own_directory import own_directory
from autograder.grading.placing import place
from autograder.grading.reading import Unreadable
from autograder.grading.records import CellResult, Plan, Program, Submission
from autograder.grading.sandbox import Sandbox
from autograder.grading.store import fits
from autograder.grading.student_process import StudentProcess
from autograder.grading.testing import TestTimeoutError, alarm
from rnn_core import catalogue

READING = 60.0  # seconds; the largest notebook takes one
SLOW = "{}.ipynb: The notebook cannot be read: it takes too long."
Notebooks = dict[str, list[dict[str, Any]]]


def judge(
    plan: Plan,
    submission: Submission,
    timeout: float,
    box: Sandbox,
    report: Callable[[CellResult], None],
    placed: Callable[[Notebooks], None],
) -> dict[str, Any]:
    """Run every notebook of a submission.

    Parameters
    ----------
    plan, submission : Plan, Submission
        The assignment and what was handed in.
    timeout : float
        Seconds of computing for one call and for one cell.
    box : Sandbox
        Where student code runs.
    report : callable
        Gets each graded cell's result as soon as it is there.
    placed : callable
        Gets the notebooks without outputs, before anything is run.

    Returns
    -------
    dict
        Plain data: ``cells flags notebooks cpu_seconds``, or ``refused`` with status
        and sentence.
    """
    programs = []
    for notebook in plan.notebooks:
        data = submission.files.get(f"{notebook.name}.ipynb")
        try:
            with alarm(READING):
                programs.append(place(notebook, data))
        except Unreadable as error:
            message = f"{notebook.name}.ipynb: {error.message}"
            return {"refused": [error.status, message]}
        except TestTimeoutError:
            return {"refused": ["unreadable_submission", SLOW.format(notebook.name)]}
    placed({p.notebook: graded_cells(p, [[] for _ in p.steps]) for p in programs})
    files = _beside(plan, submission)
    budget = Budget(FACTOR * timeout)
    judged: list[CellResult] = []
    notebooks = {}
    with own_directory(plan.files):
        for program in programs:
            cells, made = _run_notebook(
                plan, program, files, budget, timeout, box, report
            )
            judged += cells
            notebooks[program.notebook] = made
    flags = [flag for program in programs for flag in program.flags]
    flags += [*_untouched(programs), *_carried_forward(judged)]
    return {
        "cells": [dataclasses.asdict(cell) for cell in judged],
        "flags": flags,
        "notebooks": notebooks,
        "cpu_seconds": sum(budget.spent.values()) + sum(os.times()[:2]),
    }


def _beside(plan: Plan, submission: Submission) -> dict[str, bytes]:
    """Return the files beside the notebooks; of the same name, the instructor's."""
    files = dict(plan.files)
    for name, data in submission.files.items():
        if not name.endswith(".ipynb") and fits(name, files):
            files[name] = data
    return files


def _untouched(programs: list[Program]) -> list[str]:
    """Return a flag for each solution cell that is still as it was given."""
    return [
        f"stub:{step.cell.grade_id}"
        for program in programs
        for step in program.steps
        if step.cell is not None
        and step.cell.role == "solution"
        and step.source.strip() in ("", step.cell.shown.strip())
    ]


def _carried_forward(cells: list[CellResult]) -> list[str]:
    """Return a flag for each exercise that is right though it builds on a wrong one."""
    full = {c.grade_id: (c.score or 0.0) >= c.max_score - 1e-9 for c in cells}
    flags = []
    for check in full:
        known = catalogue.find(check.removesuffix("-check"))
        uses = [f"{use}-check" for use in known["uses"]] if known else []
        if full[check] and not all(full.get(use, True) for use in uses):
            flags.append(f"carried_forward:{check.removesuffix('-check')}")
    return flags


def _run_notebook(
    plan: Plan,
    program: Program,
    files: dict[str, bytes],
    budget: Budget,
    timeout: float,
    box: Sandbox,
    report: Callable[[CellResult], None],
) -> tuple[list[CellResult], list[dict[str, Any]]]:
    """Run a notebook; hidden tests and odd ones have runs of their own."""

    def process(drawing: bool = True) -> StudentProcess:
        return StudentProcess(box, files, budget, timeout, drawing)

    if any(step.cell and step.cell.hidden_lines for step in program.steps):
        cells, outputs = _run_twice(plan, program, process, timeout, report)
    else:
        with budget.run("scored"):
            outcome = NotebookRun(plan, program, process(), timeout, True, report).run()
        cells, outputs = outcome.cells, outcome.outputs
    if any(name == program.notebook for name, _ in plan.compat):
        with budget.run("beside"):
            cells += run_compat(plan, program, process(False))
    order = {step.cell.grade_id: k for k, step in enumerate(program.steps) if step.cell}
    cells.sort(key=lambda cell: order[cell.grade_id])
    return cells, graded_cells(program, outputs)


def _run_twice(
    plan: Plan,
    program: Program,
    process: Callable[..., StudentProcess],
    timeout: float,
    report: Callable[[CellResult], None],
) -> tuple[list[CellResult], list[Outputs]]:
    """Run without hidden tests for all that is shown, then for the scores."""
    budget = (first := process()).budget
    with budget.run("shown"):
        shown = NotebookRun(plan, program, first, timeout, False).run()
    said = {cell.grade_id: cell.message for cell in shown.cells}

    def discreet(cell: CellResult) -> CellResult:
        message = said.get(cell.grade_id) or HIDDEN_FAILED
        return dataclasses.replace(cell, message="" if cell.status == "ok" else message)

    with budget.run("scored"):
        second = process(drawing=False)
        scored = NotebookRun(
            plan, program, second, timeout, True, lambda cell: report(discreet(cell))
        ).run()
    pairs = zip(shown.outputs, scored.discreet, strict=True)
    return list(map(discreet, scored.cells)), [[*a, *b] for a, b in pairs]
