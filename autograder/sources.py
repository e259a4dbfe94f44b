"""Everything the instructor's side knows of a unit, read from its one home.

``solutions/<unit>/reference.py`` holds the functions, ``checks.py`` the suites,
``wrong_answers.py`` the misconceptions, ``book/<unit>/exercises.md`` the prose.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
import sys
from types import ModuleType

from autograder.errors import SourceError
from autograder.exercise_text import ExerciseText, NotebookText, parse
from autograder.references import (
    CHECKOUT,
    reference_functions,
    units_with_reference,
)
from autograder.stripper import clean, strip
from autograder.suite import Suite, make_wrong_answer
from rnn_core import catalogue

CANARY = "unrolled-canary"

__all__ = ["CHECKOUT", "reference_functions", "units_with_reference"]


def units_with_exercises() -> list[str]:
    """Return the units whose exercises are out, in the book's order."""
    return [unit for unit in units_with_reference() if notebooks(unit)]


@functools.cache
def notebooks(unit: str) -> tuple[NotebookText, ...]:
    """Return the notebooks of a unit with their prose; none before its chapter."""
    path = CHECKOUT / "book" / unit / "exercises.md"
    return tuple(parse(path)) if path.is_file() else ()


def exercise_texts(unit: str) -> list[tuple[NotebookText, ExerciseText]]:
    """Return every exercise of a unit beside its notebook, in the page's order."""
    return [(nb, text) for nb in notebooks(unit) for text in nb.exercises]


def page_title(page: str) -> str:
    """Return the first heading of a page of the book."""
    path = CHECKOUT / "book" / f"{page}.md"
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                return line[2:].strip()
    raise SourceError(
        f"an exercise names the page {page}, but {path.relative_to(CHECKOUT)} has no "
        "heading '# …'; correct ':page:' or add the page."
    )


def unit_of(name: str) -> str:
    """Return the unit of an exercise."""
    for unit in units_with_reference():
        if name in reference_functions(unit):
            return unit
    raise SourceError(f"no reference.py defines an exercise {name!r}; check the name.")


def solution_source(name: str) -> str:
    """Return an exercise's function with markers and body, without its decorator."""
    return reference_functions(unit_of(name))[name]


def stub_source(name: str) -> str:
    """Return an exercise's function with its stub for a body."""
    message = catalogue.missing_message(name, unit_of(name))
    return strip(solution_source(name), lambda _: stub_line(message))


def stub_line(message: str) -> str:
    """Return the statement that stands for a missing body, indented by four."""
    line = f'raise NotImplementedError("{message}")'
    if len(line) + 4 <= 88:
        return line
    head, _, tail = message.partition(", page")
    if not tail:
        head, tail = message.split(":", 1)
        return f'raise NotImplementedError(\n    "{head}:"\n    "{tail}"\n)'
    return f'raise NotImplementedError(\n    "{head}"\n    ", page{tail}"\n)'


def module(unit: str, name: str) -> ModuleType | None:
    """Import ``solutions.<unit>.<name>``; None where the unit has no such module."""
    full = f"solutions.{unit}.{name}"
    if importlib.util.find_spec(f"solutions.{unit}") is None:
        return None
    if importlib.util.find_spec(full) is None:
        return None
    return importlib.import_module(full)


@functools.cache
def load_suites(unit: str) -> dict[str, Suite]:
    """Return the suite of each exercise of a unit, with its wrong answers."""
    checks, wrongs = module(unit, "checks"), module(unit, "wrong_answers")
    suites = {
        value.name: value
        for part in getattr(checks, "MODULES", (checks,) if checks else ())
        for value in vars(part).values()
        if isinstance(value, Suite)
    }
    for exercise, group in (wrongs.WRONG if wrongs else {}).items():
        if exercise not in suites:
            raise SourceError(
                f"solutions/{unit}/wrong_answers.py names the exercise {exercise!r}, "
                "which has no Suite in checks.py."
            )
        source = clean(solution_source(exercise), CANARY)
        home = sys.modules[suites[exercise].reference.__module__]
        suites[exercise].wrong_answers += [
            make_wrong_answer(exercise, wrong, home, source) for wrong in group
        ]
    return suites


def suite(name: str) -> Suite:
    """Return the suite of one exercise."""
    suites = load_suites(unit_of(name))
    if name not in suites:
        raise SourceError(
            f"{name} has no Suite in solutions/{unit_of(name)}/checks.py."
        )
    return suites[name]
