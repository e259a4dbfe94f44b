"""``autograder sample-class``: submissions whose scores are known beforehand.

Each student answers each exercise with the reference, with one of its wrong answers
or not at all. ``wrong_answers.py`` declares which checks a wrong answer fails, so
the score is a sum, written to ``expected.json`` without running anything.
"""

from __future__ import annotations

import datetime
import itertools
import json
import random
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from autograder import cells, sources
from autograder.answers import exercises_of, fill, reference_answer
from autograder.course_dir import require
from autograder.errors import AutograderError, CourseError
from autograder.notebooks import check_id

REFERENCE = "reference"
STUB = "stub"
MOST_WRONG = 2  # wrong answers dealt to one student, so that scores look like a class
# What a student does with an exercise that no wrong answer was dealt for.
HABITS = (REFERENCE, STUB, "wrong")
WEIGHTS = (70, 15, 15)
DAY = datetime.datetime(2026, 1, 15, 9, 0)
Plan = dict[str, str]  # exercise -> REFERENCE, STUB or the id of a wrong answer


class Suite(NamedTuple):
    """What the sample class needs to know of one exercise."""

    points: dict[str, float]  # check id -> points
    fails: dict[str, frozenset[str]]  # wrong answer -> checks it fails
    sources: dict[str, str]  # wrong answer -> its text
    uses: tuple[str, ...]


def load_suite(suite: Any) -> Suite:
    """Take from a `checks.py` suite what is declared about points."""
    return Suite(
        {check.id: float(check.points) for check in suite.checks},
        {wrong.id: frozenset(wrong.fails) for wrong in suite.wrong_answers},
        {wrong.id: wrong.source for wrong in suite.wrong_answers},
        tuple(suite.uses),
    )


def make_plans(
    suites: Mapping[str, Suite], students: int, seed: int, unit: str
) -> list[Plan | None]:
    """Decide who answers what.

    Parameters
    ----------
    suites : mapping of str to Suite
        The exercises of the unit.
    students : int
        Size of the class.
    seed : int
        The same seed gives the same class.
    unit : str
        The unit; each has its own draw.

    Returns
    -------
    list of dict or None
        In order: all right; nothing done; only what later exercises use is wrong;
        mixtures, in which every wrong answer occurs where there are enough
        students; None, for nothing handed in.
    """
    if students < 1:
        raise AutograderError(f"got {students} students, expected at least 1.")
    rng = random.Random(f"{seed} {unit}")
    special: list[Plan | None] = [dict.fromkeys(suites, REFERENCE)]
    special += [dict.fromkeys(suites, STUB), _carried(suites, rng)]
    mixed = _deal(suites, max(0, students - len(special) - 1), rng)
    return [*special, *mixed, None][:students]


def _carried(suites: Mapping[str, Suite], rng: random.Random) -> Plan:
    """Answer wrongly exactly where a later exercise builds on it."""
    used = {use for suite in suites.values() for use in suite.uses}
    return {
        name: _wrong(suite, rng) if name in used else REFERENCE
        for name, suite in suites.items()
    }


def _deal(
    suites: Mapping[str, Suite], students: int, rng: random.Random
) -> list[Plan | None]:
    """Deal the wrong answers, one of each exercise in turn; fill up by habit."""
    plans: list[Plan] = [{} for _ in range(students)]
    for name, answer in _wrong_answers(suites, rng):
        free = [
            plan
            for plan in plans
            if name not in plan
            and len(plan) < MOST_WRONG
            and not _may_cancel(suites, plan, name)
        ]
        if free:
            min(free, key=len)[name] = answer
    for plan in plans:
        for name, suite in suites.items():
            if name not in plan:
                habit = _habit(suite, rng)
                may_cancel = habit != STUB and _may_cancel(suites, plan, name)
                plan[name] = REFERENCE if may_cancel else habit
    return [{name: plan[name] for name in suites} for plan in plans]


def _may_cancel(suites: Mapping[str, Suite], plan: Plan, name: str) -> bool:
    """Tell whether a wrong answer here could make another one right again.

    A bias left out in one exercise and added twice in the one that calls it come to
    the right result, and then no declaration says what the two score.
    """
    wrong = {n for n, answer in plan.items() if answer not in (REFERENCE, STUB)}
    callers = {n for n, suite in suites.items() if name in suite.uses}
    return bool(wrong & (set(suites[name].uses) | callers))


def _wrong_answers(
    suites: Mapping[str, Suite], rng: random.Random
) -> list[tuple[str, str]]:
    """Return (exercise, wrong answer), the first of every exercise first."""
    shuffled = {
        name: rng.sample(list(s.fails), len(s.fails)) for name, s in suites.items()
    }
    rounds = itertools.zip_longest(*shuffled.values())
    return [
        (name, answer)
        for answers in rounds
        for name, answer in zip(shuffled, answers, strict=True)
        if answer is not None
    ]


def _habit(suite: Suite, rng: random.Random) -> str:
    (habit,) = rng.choices(HABITS, WEIGHTS)
    return _wrong(suite, rng) if habit == "wrong" else habit


def _wrong(suite: Suite, rng: random.Random) -> str:
    return rng.choice(sorted(suite.fails)) if suite.fails else STUB


def expect(suites: Mapping[str, Suite], plan: Plan | None) -> dict[str, Any]:
    """Add up what a submission should score.

    Parameters
    ----------
    suites : mapping of str to Suite
        The exercises of the unit.
    plan : dict or None
        What the student answers; None when nothing was handed in.

    Returns
    -------
    dict
        ``score max_score status flags cells``. A wrong earlier exercise costs a
        later one nothing: it is checked with the reference in its place.
    """
    best = sum(sum(suite.points.values()) for suite in suites.values())
    if plan is None:
        return _expected(0.0, best, "not_run", ["not_submitted"], {})
    earned = {name: _earned(suites[name], answer) for name, answer in plan.items()}
    score = sum(earned.values())
    flags = [f"stub:{name}" for name, answer in plan.items() if answer == STUB]
    for name, answer in plan.items():
        broken = [use for use in suites[name].uses if plan.get(use) != REFERENCE]
        if answer == REFERENCE and any(use in plan for use in broken):
            flags.append(f"carried_forward:{name}")
    status = "ok" if score == best else "wrong"
    by_cell = {check_id(name): points for name, points in earned.items()}
    return _expected(score, best, status, flags, by_cell)


def _earned(suite: Suite, answer: str) -> float:
    if answer == STUB:
        return 0.0
    fails = suite.fails.get(answer, frozenset())
    return float(sum(p for check, p in suite.points.items() if check not in fails))


def _expected(
    score: float,
    max_score: float,
    status: str,
    flags: list[str],
    by_cell: dict[str, float],
) -> dict[str, Any]:
    return {
        "score": score,
        "max_score": max_score,
        "status": status,
        "flags": flags,
        "cells": by_cell,
    }


def student_id(number: int) -> str:
    """Return the id of a student who does not exist, counted from 1."""
    return f"student-{number:03d}"


def make_class(course: Path, units: Sequence[str], students: int, seed: int) -> Path:
    """Write a sample class into ``submitted/`` and ``expected.json``.

    Parameters
    ----------
    course : Path
        A course directory with released notebooks.
    units : sequence of str
        The assignments.
    students, seed : int
        Size of the class, and what draws it.

    Returns
    -------
    Path
        ``expected.json``.
    """
    course = require(course)
    _refuse_real_class(course)
    expected: dict[str, dict[str, Any]] = {}
    for unit in units:
        names = [text.name for _, text in sources.exercise_texts(unit)]
        suites = {name: load_suite(sources.suite(name)) for name in names}
        for number, plan in enumerate(make_plans(suites, students, seed, unit), 1):
            student = student_id(number)
            expected.setdefault(student, {})[unit] = expect(suites, plan)
            folder = course / "submitted" / student / unit
            shutil.rmtree(folder, ignore_errors=True)
            if plan is not None:
                _submit(course, unit, folder, _texts(suites, plan))
                _stamp(folder, number)
    path = course / "expected.json"
    text = json.dumps(expected, indent=2) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def _refuse_real_class(course: Path) -> None:
    """Keep made-up submissions out of a directory that holds a real class."""
    handed_in = course / "submitted"
    if handed_in.is_dir() and not (course / "expected.json").is_file():
        if any(handed_in.iterdir()):
            message = f"{handed_in} holds submissions that no sample class made; give "
            raise CourseError(message + "--course another directory.")


def _texts(suites: Mapping[str, Suite], plan: Plan) -> dict[str, str]:
    texts = {}
    for name, answer in plan.items():
        if answer == REFERENCE:
            texts[name] = reference_answer(name)
        elif answer != STUB:
            texts[name] = suites[name].sources[answer].strip()
    return texts


def _submit(course: Path, unit: str, folder: Path, texts: dict[str, str]) -> None:
    released = sorted((course / "release" / unit).glob("*.ipynb"))
    if not released:
        message = f"{course} has no released notebooks of {unit}; make them with: "
        raise CourseError(message + f"python -m autograder release {unit}")
    folder.mkdir(parents=True)
    seen: set[str] = set()
    for path in released:
        notebook = cells.read(path)
        seen |= set(exercises_of(notebook))
        cells.write(fill(notebook, texts), folder / path.name)
    if set(texts) - seen:
        missing = ", ".join(sorted(set(texts) - seen))
        message = f"the release of {unit} lacks {missing}; it is older than the "
        raise CourseError(
            message + f"sources. Run: python -m autograder release {unit}"
        )


def _stamp(folder: Path, number: int) -> None:
    moment = DAY + datetime.timedelta(minutes=number)
    text = f"{moment:%Y-%m-%d %H:%M:%S.%f} UTC\n"
    (folder / "timestamp.txt").write_text(text, encoding="utf-8")
