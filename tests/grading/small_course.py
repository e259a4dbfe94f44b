"""A small graded course made by hand: no grading is needed to read marks."""

import atexit
import functools
import json
import shutil
import tempfile
import types
from pathlib import Path

from nbgrader.api import Gradebook

from autograder.course_dir import make_tables
from autograder.grading.gradebook import RESULTS, open_gradebook
from rnn_core.checks_runtime import CheckResult
from rnn_core.report import Report

PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
    "awAAAABJRU5ErkJggg=="
)


def code(source, outputs=(), **settings):
    metadata = {"nbgrader": settings} if settings else {}
    return {
        "cell_type": "code",
        "source": source,
        "metadata": metadata,
        "outputs": list(outputs),
        "execution_count": None,
    }


def markdown(source, **settings):
    metadata = {"nbgrader": settings} if settings else {}
    return {"cell_type": "markdown", "source": source, "metadata": metadata}


def solution(name, source, outputs=()):
    return code(source, outputs, grade_id=name, solution=True, grade=False)


def check_cell(name, source="assert squares(3) == 9", outputs=()):
    return code(source, outputs, grade_id=name, solution=False, grade=True, points=4)


def manual(name, source, outputs=()):
    return markdown(source, grade_id=name, solution=True, grade=True, points=3)


def printed(text):
    return {"output_type": "stream", "name": "stdout", "text": text}


def picture(data=PNG):
    data = {"image/png": data, "text/plain": "<Figure>"}
    return {"output_type": "display_data", "data": data, "metadata": {}}


def failed(*lines):
    return {
        "output_type": "error",
        "ename": "E",
        "evalue": "v",
        "traceback": list(lines),
    }


def checked(*results, name="squares", points=2.0):
    """Make the output of a check cell; a result is (title, passed, hint)."""
    made = tuple(
        CheckResult(title, title, points, passed, "" if passed else "it is 3.", hint)
        for title, passed, hint in results
    )
    report = Report(name, made, total=points * len(made))
    data = {"text/plain": str(report), "text/html": report._repr_html_()}
    return {"output_type": "display_data", "data": data, "metadata": {}}


def write_notebook(path, cells):
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook))


GIVEN = '\n    """Square a number.' + "\n\n    Said at length." * 20 + '"""'
SOURCE = (
    markdown("# Powers"),
    code("import math", grade_id="setup", locked=True, solution=False, grade=False),
    markdown("## 1.1 Squares of *numbers*\n\nWrite them."),
    solution("squares", f"def squares(n):{GIVEN}\n    return n * n  # CANARY-SOLUTION"),
    check_cell("squares-check", "assert squares(12) == 144  # CANARY-HIDDEN"),
    markdown("## 1.2 Say why"),
    manual("why", "Because. CANARY-ANSWER"),
)


class SmallCourse(types.SimpleNamespace):
    """A course directory with one assignment, ``ps1``, of one notebook, ``powers``."""

    def hand_in(self, student, cells, scores=(4.0, None), status="ok", **record):
        """Put a graded submission in place; scores are those of check and essay."""
        path = self.course / "autograded" / student / "ps1" / "powers.ipynb"
        write_notebook(path, cells)
        with self.gradebook() as gradebook:
            gradebook.update_or_create_student(student)
            gradebook.update_or_create_submission("ps1", student)
            for name, score in zip(("squares-check", "why"), scores, strict=True):
                grade = gradebook.find_grade(name, "powers", "ps1", student)
                grade.auto_score, grade.needs_manual_grade = score, score is None
            gradebook.db.commit()
        self.note(student, status, **record)

    def note(self, student, status="ok", *, flags=(), message="", results=(), unsafe=0):
        """Write a row of the grader's own table."""
        record = {"student": student, "cells": list(results), "message": message}
        values = dict(
            student=student, assignment="ps1", content_hash="h", source_version="v",
            seed=1, status=status, flags=json.dumps(flags), record=json.dumps(record),
            message=message, graded_at="2026-01-16", seconds=1.5, cpu_seconds=1.0,
            unsafe=bool(unsafe), grader="1",
        )  # fmt: skip
        with open_gradebook(self.course, writable=True) as ours, ours.writing() as db:
            db.execute(RESULTS.delete().where(RESULTS.c.student == student))
            db.execute(RESULTS.insert().values(values))

    def gradebook(self):
        return Gradebook(f"sqlite:///{self.course / 'gradebook.db'}", "small")


def make(course: Path) -> SmallCourse:
    """Return a course directory of its own, with source and an empty gradebook."""
    shutil.copytree(_made_once(), course)
    return SmallCourse(course=course)


@functools.cache
def _made_once() -> Path:
    """Make the first one."""
    kept = tempfile.TemporaryDirectory()
    atexit.register(kept.cleanup)
    course = Path(kept.name) / "course"
    course.mkdir()
    config = "c = get_config()\nc.CourseDirectory.course_id = 'small'\n"
    (course / "nbgrader_config.py").write_text(config)
    write_notebook(course / "source" / "ps1" / "powers.ipynb", list(SOURCE))
    made = SmallCourse(course=course)
    make_tables(f"sqlite:///{course / 'gradebook.db'}")
    with made.gradebook() as gradebook:
        gradebook.add_assignment("ps1", duedate="2026-01-15 12:00:00 UTC")
        gradebook.add_notebook("powers", "ps1")
        points = {"max_score": 4, "cell_type": "code"}
        gradebook.add_grade_cell("squares-check", "powers", "ps1", **points)
        points = {"max_score": 3, "cell_type": "markdown"}
        gradebook.add_grade_cell("why", "powers", "ps1", **points)
        for name in ("squares", "why"):
            gradebook.add_solution_cell(name, "powers", "ps1")
    return course
