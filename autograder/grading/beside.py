"""Run the tests that only work beside the student's code, in a process of their own.

They run after everything else, and nobody sees what that process shows: it knows the
text of these tests.
"""

from __future__ import annotations

from autograder.grading.bound_names import imports
from autograder.grading.channel import CellDiedError
from autograder.grading.records import CellResult, Plan, PlanCell, Program, gravest
from autograder.grading.student_process import StudentProcess
from autograder.grading.testing import credit


def run_compat(
    plan: Plan, program: Program, process: StudentProcess
) -> list[CellResult]:
    """Run the tests that only work beside the student's code, in one process.

    Whatever that process says is the student's word: the results are marked as not
    tamper-proof, and nothing that it shows is kept.
    """
    results, over = [], None
    for step in program.steps:
        cell = step.cell
        process.begin()
        try:
            if over is None and step.cell_type == "code" and step.submitted:
                if cell is None or cell.role in ("solution", "manual"):
                    process.run(step.source)
                elif cell.role == "setup" and not cell.skipped:
                    process.run(cell.source)
                elif cell.role == "test" and (found := imports(cell.shown)):
                    process.run(found)
            if cell is None or (program.notebook, cell.grade_id) not in plan.compat:
                continue
            if over is not None:
                raise over
            results.append(_compat_test(program.notebook, cell, process))
        except CellDiedError as death:
            over = death if death.status == "total_timeout" else over
            if cell is not None and (program.notebook, cell.grade_id) in plan.compat:
                results.append(
                    _compat_result(program.notebook, cell, 0.0, death.status)
                )
    if process.fault is not None:
        raise process.fault
    process.close()
    return results


def _compat_test(notebook: str, cell: PlanCell, process: StudentProcess) -> CellResult:
    problem, number = process.test(cell.source)
    if problem is not None:
        kind = problem.name
        status = (
            "wrong" if kind in ("AssertionError", "NotImplementedError") else "error"
        )
        return _compat_result(
            notebook, cell, 0.0, gravest([status, *(s for s, _ in process.events)])
        )
    try:
        score = credit(number, cell.points)
    except ValueError:
        score = 0.0
    return _compat_result(
        notebook, cell, score, "ok" if score >= cell.points else "wrong"
    )


def _compat_result(
    notebook: str, cell: PlanCell, score: float, status: str
) -> CellResult:
    message = "" if status == "ok" else "A test does not hold."
    return CellResult(
        notebook, cell.grade_id, score, cell.points, status, message, False
    )
