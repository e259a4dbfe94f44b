"""Run one notebook of a submission: its cells in order, its tests in the judge.

Whatever student code shows after a hidden test has called it might repeat what that
test passed to it: in its prints, in the name of a class, in the size of a broken reply.
So where a notebook has hidden tests, a first run without them supplies all that is
shown, and a second run, of which nothing is shown, the scores. Their order matters: a
later process could find the time, or the number of its process, set by an earlier one.
Tests that only work beside the student's code run elsewhere (`beside`).
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from autograder.grading.bound_names import bound_names, imports
from autograder.grading.channel import CellDiedError
from autograder.grading.proxies import Namespace
from autograder.grading.records import (
    CellResult,
    Plan,
    PlanCell,
    Program,
    Step,
    gravest,
)
from autograder.grading.replies import Problem
from autograder.grading.student_process import StudentProcess
from autograder.grading.testing import (
    Tested,
    TestTimeoutError,
    credit,
    in_hidden,
    run_test,
    status_of,
)

HIDDEN_FAILED = "A test that is kept for grading does not hold."
TEST_FACTOR = 12  # a test may call, fail and begin again several times
MOST_SHOWN = 32 * 2**20  # characters of outputs that one notebook may have
CUT = {"output_type": "stream", "name": "stdout", "text": "(Left out: too large.)\n"}
Outputs = list[dict[str, Any]]


@dataclass
class Outcome:
    """What came of one run of a notebook.

    Attributes
    ----------
    cells : list of CellResult
        One for each graded cell.
    outputs : list
        The outputs of each step, in the order of the program.
    discreet : list
        Of each step, the outputs that quote nothing: reports on hidden checks.
    """

    cells: list[CellResult] = field(default_factory=list)
    outputs: list[Outputs] = field(default_factory=list)
    discreet: list[Outputs] = field(default_factory=list)


class NotebookRun:
    """One run of a student's notebook.

    Parameters
    ----------
    plan : Plan
        The assignment.
    program : Program
        The student's notebook.
    process : StudentProcess
        A fresh one.
    timeout : float
        Seconds for a call and for a cell.
    hidden : bool
        Whether the hidden parts of tests take part.
    report : callable, optional
        Gets each graded cell's result as soon as it is there.
    """

    def __init__(
        self,
        plan: Plan,
        program: Program,
        process: StudentProcess,
        timeout: float,
        hidden: bool = True,
        report: Callable[[CellResult], None] | None = None,
    ) -> None:
        self.plan, self.program, self.process = plan, program, process
        self.timeout, self.hidden, self.report = timeout, hidden, report
        self.names = Namespace({"__name__": "__main__", "__builtins__": __builtins__})
        self.names.process = process
        self.outcome = Outcome()
        self.trouble: list[tuple[str, str]] = []  # of student cells since the last test
        self.over: CellDiedError | None = None
        self.discreet: Outputs = []
        self.imported: set[str] = set()
        self.room = MOST_SHOWN

    def run(self) -> Outcome:
        """Run all steps; an ended budget leaves the rest at 0 points."""
        for step in self.program.steps:
            try:
                if self.over is not None:
                    raise self.over
                outputs = self._step(step)
            except CellDiedError as death:
                if death.status != "total_timeout":
                    raise
                self.over = death
                outputs = self._not_run(step, death)
            if self.process.fault is not None:
                raise self.process.fault
            self.outcome.outputs.append(self._within(outputs))
            self.outcome.discreet.append(self._within(self.discreet))
            self.discreet = []
        self.process.close()
        return self.outcome

    def _within(self, outputs: Outputs) -> Outputs:
        """Leave out what makes the notebook larger than anybody would read."""
        self.room -= len(json.dumps(outputs))
        return outputs if self.room >= 0 or not outputs else [CUT]

    def _step(self, step: Step) -> Outputs:
        role = step.cell.role if step.cell else "extra"
        if role in ("solution", "manual", "extra"):
            return self._student_cell(step)
        if role == "setup" and step.cell and not step.cell.skipped:
            return self._setup(step)
        if role == "test" and step.cell:
            return self._test(step.cell)
        if role == "task" and step.cell:
            self._add(step.cell, None, "ok")
        return []

    def _setup(self, step: Step) -> Outputs:
        """Run the instructor's own code on both sides."""
        if step.cell_type != "code":
            return []
        self.process.begin()
        _, outputs = self.process.run(step.source)
        with contextlib.suppress(CellDiedError):  # the tests will say so
            self._refresh()
            # What it shows and whether it works is the instructor's affair.
            self._run(step.source)
        return outputs

    def _refresh(self) -> None:
        self.names.refresh(self.process.names(sorted(self.names.students)))

    def _run(self, source: str) -> Tested:
        """Run a text in the judge; its names stay for later cells."""
        tested = run_test(source, self.names, TEST_FACTOR * self.timeout)
        if isinstance(tested.error, TestTimeoutError):
            self.process.abandon()  # it may have been stopped in the midst of a reply
        return tested

    def _student_cell(self, step: Step) -> Outputs:
        cell, outputs = step.cell, []
        if step.cell_type == "code" and step.submitted:
            self.process.begin()
            problem, found = self.process.run(step.source)
            self.trouble += self.process.events
            outputs = [*found, *_error(problem)]
            if any(status == "total_timeout" for status, _ in self.process.events):
                self.process.budget.check(0.0)
        if cell is not None and cell.role == "solution":
            self._bind(cell)
            if not step.submitted:
                missing = f"the cell {cell.grade_id} is missing from what was handed in"
                self.trouble.append(("not_run", missing))
        if cell is not None and cell.role == "manual":
            self._add(cell, _unanswered(step), "ok")
        return outputs

    def _bind(self, cell: PlanCell) -> None:
        """Note which names are the student's; modules are imported here as well."""
        self.names.students.update(bound_names(cell.source))
        statements = imports(cell.source)
        if statements:
            run_test(statements, self.names, self.timeout)

    def _test(self, cell: PlanCell) -> Outputs:
        if (self.program.notebook, cell.grade_id) in self.plan.compat:
            return []  # runs elsewhere
        source = cell.source if self.hidden else cell.shown
        self._import(cell)
        self.process.begin()
        try:
            self._refresh()
        except CellDiedError as death:
            tested = Tested(None, death, 0, "", [])
        else:
            tested = self._run(source)
        events = [*self.trouble, *_serious(self.process.events, tested)]
        self.trouble = []
        score, status, message = self._judge(cell, tested, events)
        self._add(cell, score, status, message)
        outputs = self._test_outputs(tested, message)
        if isinstance(tested.error, CellDiedError):
            if tested.error.status == "total_timeout":
                self.over = tested.error
        return outputs

    def _import(self, cell: PlanCell) -> None:
        """Import in the student's process too: later answers may rely on it."""
        statements = imports(cell.shown)
        if statements and statements not in self.imported:
            self.imported.add(statements)
            self.process.begin()
            self.process.run(statements)

    def _judge(
        self, cell: PlanCell, tested: Tested, events: list[tuple[str, str]]
    ) -> tuple[float, str, str]:
        """Return the score, the status and a sentence for a test that has run."""
        status, score = status_of(tested.error), 0.0
        if tested.error is None:
            try:
                score = credit(tested.value, cell.points)
            except ValueError as error:
                return 0.0, "error", f"{error}."
        if score >= cell.points and tested.error is None:
            return score, "ok", ""
        status = gravest([status, "wrong", *(s for s, _ in events)])
        return score, status, self._message(cell, tested, events)

    def _message(
        self, cell: PlanCell, tested: Tested, events: list[tuple[str, str]]
    ) -> str:
        """Say what went wrong, but for what hidden tests wanted."""
        limits = [text for status, text in events if status not in ("error", "wrong")]
        if limits:  # these sentences are the judge's own
            return f"{limits[0][:1].upper()}{limits[0][1:]}."
        if tested.error is None:
            return _said(tested.shown)
        if tested.line and not (self.hidden and in_hidden(cell, tested.line)):
            text = _text(tested.error)
            source = cell.source if self.hidden else cell.shown
            line = "".join(source.split("\n")[tested.line - 1 : tested.line]).strip()
            kind = type(tested.error).__name__
            return f"{kind}{f': {text}' if text else ''} (in the test: {line})"
        return HIDDEN_FAILED

    def _test_outputs(self, tested: Tested, message: str) -> Outputs:
        outputs = [_display(report) for report in tested.shown]
        self.discreet = [_display(r) for r in tested.shown if r.hidden]
        if message and not tested.shown:  # a report has said it
            stream = {"output_type": "stream", "name": "stdout", "text": message + "\n"}
            outputs.append(stream)
        return outputs

    def _not_run(self, step: Step, death: CellDiedError) -> Outputs:
        if step.cell is not None and step.cell.role == "test":
            self._add(step.cell, 0.0, death.status, death.message)
        elif step.cell is not None and step.cell.role in ("manual", "task"):
            self._add(step.cell, _unanswered(step), "ok")
        return []

    def _add(
        self, cell: PlanCell, score: float | None, status: str, message: str = ""
    ) -> None:
        result = CellResult(
            self.program.notebook, cell.grade_id, score, cell.points, status, message
        )
        self.outcome.cells.append(result)
        if self.report is not None:
            self.report(result)


def _text(error: BaseException) -> str:
    try:
        return str(error)[:1000]
    except Exception:  # an assertion may show a number too long for Python to print
        return ""


def _error(problem: Problem | None) -> Outputs:
    """Return the output of a cell that stopped, as a notebook shows it."""
    if problem is None:
        return []
    said = [*problem.lines, f"{problem.name}: {problem.text}"]
    error = {"ename": problem.name, "evalue": problem.text, "traceback": said}
    return [{"output_type": "error", **error}]


def _display(report: Any) -> dict[str, Any]:
    data = {"text/plain": str(report), "text/html": report._repr_html_()}
    return {"output_type": "display_data", "data": data, "metadata": {}}


def _said(reports: list[Any]) -> str:
    """Return what the reports of a check cell say first of what does not hold."""
    for report in reports:
        for result in report.results:
            if not result.passed:
                return str(result.hint or result.sentence)
        if report.problem:
            return str(report.problem)
    return ""


def _unanswered(step: Step) -> float | None:
    """Return 0 for an answer left as it was given, None where a person grades."""
    untouched = step.cell is not None and step.source.strip() == step.cell.shown.strip()
    return 0.0 if untouched or not step.submitted else None


def _serious(events: list[tuple[str, str]], tested: Tested) -> list[tuple[str, str]]:
    """Leave out exceptions that a test went on from."""
    return [e for e in events if e[0] != "error" or tested.error is not None]
