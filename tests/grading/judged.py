"""Plans and submissions made of a few lines, for tests of the judge."""

import json
import re

from autograder.grading.records import Plan, PlanCell, PlanNotebook, Submission

HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS.*?### END HIDDEN TESTS\n?", re.DOTALL)


def solution(grade_id, source, shown="raise NotImplementedError"):
    return PlanCell("solution", grade_id, "code", source, shown)


def setup(source):
    return PlanCell("setup", "", "code", source, source)


def manual(grade_id, source, points=3.0):
    return PlanCell("manual", grade_id, "markdown", source, source, points)


def graded(grade_id, source, points=2.0):
    lines = source.split("\n")
    begins = [k for k, line in enumerate(lines, 1) if "BEGIN HIDDEN" in line]
    ends = [k for k, line in enumerate(lines, 1) if "END HIDDEN" in line]
    hidden = tuple(zip(begins, ends, strict=True))
    shown = HIDDEN.sub("", source)
    return PlanCell("test", grade_id, "code", source, shown, points, hidden)


def plan_of(*cells, files=None):
    notebook = PlanNotebook("hw", tuple(cells))
    return Plan("hw", (notebook,), "version", files or {})


def submission_of(plan, answers, extra=(), student="student"):
    """Fill answers, by grade id, into the plan's notebook; extra cells come last."""
    made = []
    for cell in plan.notebooks[0].cells:
        role = {"grade_id": cell.grade_id, "solution": cell.role != "test"}
        role |= {"grade": bool(cell.points), "locked": False, "points": cell.points}
        known = cell.grade_id and {"nbgrader": role | {"schema_version": 3}}
        text = answers.get(cell.grade_id, cell.shown)
        made.append(_cell(cell.cell_type, text, known or {}))
    made += [_cell("code", text, {}) for text in extra]
    notebook = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    data = json.dumps(notebook).encode()
    return Submission(student, plan.assignment, {"hw.ipynb": data}, content_hash="h")


def _cell(cell_type, source, metadata):
    cell = {"cell_type": cell_type, "metadata": metadata, "source": source}
    if cell_type == "code":
        cell |= {"outputs": [], "execution_count": None}
    return cell
