"""Whether student code may run here: only in a sandbox that was seen to hold."""

from __future__ import annotations

import json
from pathlib import Path

from autograder import system
from autograder.errors import CourseError
from autograder.grading.layout import read_layout


def decide(course: Path, unsafe: bool) -> bool:
    """Tell whether a course is graded in the sandbox.

    Parameters
    ----------
    course : Path
        The course directory.
    unsafe : bool
        The instructor asked for no sandbox.

    Returns
    -------
    bool
        False where it is graded without one: because that was asked for, or because
        there is none and the class is the made-up sample class.

    Raises
    ------
    CourseError
        For a real class without a working sandbox.
    """
    if unsafe:
        return False
    problems = sandbox_problems(course)
    if not problems:
        return True
    if is_made_up(course):  # our own code, no student's
        return False
    reasons = " ".join(problems)
    raise CourseError(
        f"there is no working sandbox for student code. {reasons} (With --unsafe "
        "student code runs with your permissions, and every grade is stamped.)"
    )


def is_made_up(course: Path) -> bool:
    """Tell whether all that was handed in is from the made-up sample class."""
    from autograder.grading import submissions

    try:
        text = (course / "expected.json").read_text(encoding="utf-8")
        made_up = set(json.loads(text))
    except (OSError, ValueError):
        return False
    above = read_layout(course).folder("source", ".", "any").parent
    names = [path.name for path in above.iterdir() if path.is_dir()]
    found = (submissions.find(course, name) for name in names)
    return all(student in made_up for each in found for student, _ in each)


def sandbox_problems(course: Path) -> list[str]:
    """List what is wrong with the sandbox; empty where it holds.

    Parameters
    ----------
    course : Path
        What nobody may see from inside.
    """
    if system.find_bubblewrap() is None:
        command = system.install_command("bubblewrap")
        return [f"bubblewrap is not installed; run: {command}."]
    from autograder.grading.sandbox import Sandbox, SandboxError, prove

    try:
        with Sandbox(load="nothing") as sandbox:
            return prove(sandbox, [course])
    except SandboxError as error:
        return [str(error)]
