"""Answers in place of stubs, and notebooks that hold them."""

from __future__ import annotations

import copy

from nbformat import NotebookNode

from autograder import sources
from autograder.cells import settings
from autograder.errors import CourseError
from autograder.notebooks import solution_id
from autograder.stripper import clean


def reference_answer(name: str) -> str:
    """Return a reference as a student would have written it.

    Parameters
    ----------
    name : str
        The exercise.

    Returns
    -------
    str
        The function without decorator, markers and canary.
    """
    return clean(sources.solution_source(name), sources.CANARY).strip()


def fill(notebook: NotebookNode, answers: dict[str, str]) -> NotebookNode:
    """Return a copy of a released notebook with answers in its solution cells.

    Parameters
    ----------
    notebook : NotebookNode
        The released notebook; it stays as it is.
    answers : dict of str to str
        Exercise to source. An exercise without an answer keeps its stub.

    Returns
    -------
    NotebookNode
        What a student would hand in.
    """
    filled = copy.deepcopy(notebook)
    for cell in filled.cells:
        role = settings(cell)
        if role.get("solution") and role["grade_id"] in answers:
            cell.source = answers[role["grade_id"]]
    return filled


def exercises_of(notebook: NotebookNode) -> list[str]:
    """Return the exercises of a notebook, in order."""
    names = []
    for cell in notebook.cells:
        if settings(cell).get("solution"):
            names.append(settings(cell)["grade_id"])
    if not names or any(solution_id(name) != name for name in names):
        raise CourseError("the notebook has no solution cells; release it again.")
    return names
