"""Build a unit's source notebooks: prose, stubs with solutions, and locked checks.

The prose comes from ``book/<unit>/exercises.md``, the solutions from
``solutions/<unit>/reference.py`` and the points from ``checks.py``; nothing is
written here a second time. nbgrader's ``generate_assignment`` takes solutions and
hidden tests out again for the release.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

from autograder import cells as make
from autograder import sources
from autograder.exercise_text import ExerciseText, NotebookText
from autograder.prose import BookIndex, read_book, to_notebook
from autograder.set_up import set_up
from rnn_core import catalogue

BOOK = sources.CHECKOUT / "book"
CONFIG = sources.CHECKOUT / "_config.yml"
SCHEMA_VERSION = 3
CHECK = """\
points = check({name})
### BEGIN HIDDEN TESTS
from autograder import hidden_check
points += hidden_check({name})
### END HIDDEN TESTS
points"""


@dataclass(frozen=True)
class Exercise:
    """All that the cells of one exercise are made of.

    Attributes
    ----------
    number : str
        Chapter and position, such as ``"4.2"``.
    text : ExerciseText
        Its prose.
    solution : str
        The function with its solution between the markers.
    uses : tuple of str
        Earlier exercises that a solution may call.
    points : float
        Visible and hidden points together.
    """

    number: str
    text: ExerciseText
    solution: str
    uses: tuple[str, ...]
    points: float

    @property
    def name(self) -> str:
        """The function's name."""
        return self.text.name


def solution_id(name: str) -> str:
    """Return the grade_id of an exercise's solution cell."""
    return name


def check_id(name: str) -> str:
    """Return the grade_id of an exercise's check cell."""
    return f"{name}-check"


def load_exercises(unit: str) -> dict[str, Exercise]:
    """Collect a unit's exercises in the order of its ``exercises.md``.

    Returns
    -------
    dict of str to Exercise
        By name.

    Raises
    ------
    SourceError
        Prose without a solution or without checks.
    """
    chapter = catalogue.chapter(unit)
    exercises = {}
    for position, (_, text) in enumerate(sources.exercise_texts(unit), start=1):
        suite = sources.suite(text.name)
        exercises[text.name] = Exercise(
            number=f"{chapter}.{position}",
            text=text,
            solution=sources.solution_source(text.name).rstrip(),
            uses=tuple(suite.uses),
            points=suite.points(hidden=False) + suite.points(hidden=True),
        )
    return exercises


def build_unit(unit: str) -> dict[str, NotebookNode]:
    """Build the source notebooks of a unit, by notebook name."""
    exercises = load_exercises(unit)
    book = read_book(BOOK, CONFIG)
    return {
        text.name: build_notebook(unit, text, exercises, book)
        for text in sources.notebooks(unit)
    }


def build_notebook(
    unit: str, text: NotebookText, exercises: dict[str, Exercise], book: BookIndex
) -> NotebookNode:
    """Build one source notebook.

    Parameters
    ----------
    unit : str
        The unit, which is the assignment's name too.
    text : NotebookText
        The section of ``exercises.md``.
    exercises : dict of str to Exercise
        The unit's exercises.
    book : BookIndex
        Where references lead.

    Returns
    -------
    NotebookNode
        Valid as nbformat 4.5, with nbgrader's metadata, the same for the same text.
    """
    path, page = BOOK / unit / "exercises.md", f"{unit}/exercises"
    inside = [exercises[exercise.name] for exercise in text.exercises]
    intro = to_notebook(text.intro, book, path, text.line, page)
    cells = [
        make.markdown(f"{text.name}-title", f"# {text.title}\n\n{intro}".strip()),
        _locked("setup", set_up(text.name, {e.name: e.uses for e in inside})),
    ]
    for exercise in inside:
        line = exercise.text.line
        prose = to_notebook(exercise.text.prose, book, path, line, page)
        cells += _exercise_cells(exercise, prose, book)
    cells.append(make.markdown(f"{text.name}-hand-in", _hand_in(unit, text.name)))
    return make.notebook(cells)


def _exercise_cells(
    exercise: Exercise, prose: str, book: BookIndex
) -> list[NotebookNode]:
    name = exercise.name
    cells = [
        make.markdown(f"{name}-text", _statement(exercise, prose, book)),
        _solution(name, exercise.solution),
        _check(name, exercise.points),
    ]
    if exercise.text.demo:
        cells.append(_demo(name, exercise.text.demo))
    return cells


def _statement(exercise: Exercise, prose: str, book: BookIndex) -> str:
    text = exercise.text
    facts = [f"about {text.minutes} minutes", _plural(exercise.points, "point")]
    facts.append(f"difficulty {text.difficulty} of 3")
    if text.level == "extra":
        facts.append("extra")
    return (
        f"## {exercise.number} {text.title}\n\n"
        f"*{' · '.join(facts)}*\n\n"
        f"{prose}\n\n"
        f"The theory: {book.page_link(text.page)}."
    )


def _plural(number: float, noun: str) -> str:
    return f"{number:g} {noun}" if number == 1 else f"{number:g} {noun}s"


def _hand_in(unit: str, notebook: str) -> str:
    return (
        "## Hand in\n\n"
        "1. Choose *Run → Run All Cells* and read what each check says.\n"
        f"2. Save this notebook under its own name, `{notebook}.ipynb`.\n"
        "3. In a terminal, in the folder of this course, run\n\n"
        "   ```\n"
        f"   python -m rnn_core hand-in {unit}\n"
        "   ```\n\n"
        "   It tells you whether every cell is in place, or what to mend. Then hand in "
        "the notebook where your course asks for it."
    )


def _code(cell_id: str, source: str, **nbgrader: Any) -> NotebookNode:
    metadata = {
        "grade": False,
        "solution": False,
        "locked": False,
        "task": False,
        "schema_version": SCHEMA_VERSION,
        **nbgrader,
    }
    return make.code(cell_id, source, {"nbgrader": metadata})


def _locked(cell_id: str, source: str) -> NotebookNode:
    return _code(cell_id, source, grade_id=cell_id, locked=True)


def _solution(name: str, source: str) -> NotebookNode:
    return _code(name, source, grade_id=solution_id(name), solution=True)


def _check(name: str, points: float) -> NotebookNode:
    source = CHECK.format(name=name)
    identity = check_id(name)
    return _code(
        identity, source, grade_id=identity, grade=True, locked=True, points=points
    )


def _demo(name: str, demo: str) -> NotebookNode:
    # Graders skip a demo; elsewhere an error in it does not stop "Run All Cells".
    tags = ["raises-exception", "skip-execution"]
    source = f"from rnn_core.demos import {demo} as demo\n\ndemo()"
    return make.code(f"{name}-demo", source, {"tags": tags})
