"""One released course for all tests of releasing and grading."""

import json
import shutil
import subprocess
import sys

import pytest

from autograder.release import release

STUDENTS = 6  # of whom the last hands in nothing, see `sample_class.make_plans`
SEED = 3


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    """Release every unit into a course directory; tests leave it as it is."""
    return release(tmp_path_factory.mktemp("released") / "course", []).course


@pytest.fixture(scope="session")
def autograder(root):
    """Run the instructor's command line, as a person would."""

    def run(*arguments, cwd=root):
        return subprocess.run(
            [sys.executable, "-m", "autograder", *map(str, arguments)],
            cwd=cwd,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def graded(autograder, tmp_path_factory):
    """Release, make a class and grade it with plain nbgrader, by command line."""
    course = tmp_path_factory.mktemp("graded") / "course"
    size = ("--students", STUDENTS, "--seed", SEED)
    for command in (("release",), ("sample-class", *size)):
        done = autograder(*command, "--course", course)
        assert done.returncode == 0, done.stderr
    leave_out(course)
    return course, autograder("nbgrader", "--course", course)


def leave_out(course):
    """Let every student miss every other assignment, each another half of them.

    nbgrader needs seconds for a submission. So each assignment still has two or three,
    and each kind of student three or four.
    """
    path = course / "expected.json"
    expected = json.loads(path.read_text(encoding="utf-8"))
    *students, absent = expected
    for number, student in enumerate(students):
        for unit in list(expected[student])[(number + 1) % 2 :: 2]:
            expected[student][unit] = expected[absent][unit]
            shutil.rmtree(course / "submitted" / student / unit)
    path.write_text(json.dumps(expected), encoding="utf-8")
