"""One released course for all tests of releasing and grading."""

import json
import shutil
import subprocess
import sys

import pytest

STUDENTS = 6  # of whom the last hands in nothing, see `sample_class.make_plans`
SEED = 3


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
def course(autograder, tmp_path_factory):
    """Release every unit into a course directory; tests leave it as it is."""
    course = tmp_path_factory.mktemp("released") / "course"
    done = autograder("release", "--course", course)
    assert done.returncode == 0, done.stderr
    return course


@pytest.fixture(scope="session")
def graded(course, autograder, tmp_path_factory):
    """Make a class and grade it with plain nbgrader, by command line."""
    course = shutil.copytree(course, tmp_path_factory.mktemp("graded") / "course")
    size = ("--students", STUDENTS, "--seed", SEED)
    done = autograder("sample-class", *size, "--course", course)
    assert done.returncode == 0, done.stderr
    leave_out(course)
    return course, autograder("nbgrader", "--course", course)


def leave_out(course):
    """Let every student hand in every fifth assignment, each another one.

    nbgrader needs ten seconds and more for a submission. So each assignment is still
    handed in, and by each kind of student one or two.
    """
    path = course / "expected.json"
    expected = json.loads(path.read_text(encoding="utf-8"))
    *students, absent = expected
    for number, student in enumerate(students):
        for place, unit in enumerate(expected[student]):
            if (number - place) % len(students):
                expected[student][unit] = expected[absent][unit]
                shutil.rmtree(course / "submitted" / student / unit)
    path.write_text(json.dumps(expected), encoding="utf-8")
