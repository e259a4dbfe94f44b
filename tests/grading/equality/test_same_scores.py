"""The same rows as ``nbgrader autograde``, but for differences that are listed here."""

import json
import shutil
import sys
from pathlib import Path

import nbgrader
import pytest

from autograder import cells, plain
from autograder.course_dir import run_converter
from autograder.errors import CourseError
from autograder.grading.grade import Request, grade

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import tiny_course

pytestmark = [pytest.mark.nbgrader, pytest.mark.usefixtures("bubblewrap")]
GUIDE = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide"
CONFIG = "c = get_config()\nc.CourseDirectory.course_id = 'equality'\n"
SEEN = "manual_score = 0.25, needs_manual_grade = 0"
HACKERS = """notebook_id IN (SELECT n.id FROM submitted_notebook n
JOIN submitted_assignment s ON n.assignment_id = s.id WHERE s.student_id = 'hacker')"""
OF_TASKS = "WHERE cell_id IN (SELECT id FROM task_cells)"


def both_ways(course, twin, assignment):
    """Grade a course with nbgrader and its twin with ours; return what stopped whom."""
    shutil.copytree(course, twin)
    stopped = {}
    for student in plain.submitted(course, assignment):
        try:
            run_converter("Autograde", course, assignment, student)
        except CourseError as error:
            stopped[student] = str(error)
    assert grade(Request(twin, [assignment])) == 0
    return stopped


def same_rows(course, twin):
    """Hold every row that nbgrader writes against ours; ids do not count."""
    theirs = tiny_course.rows(course, tiny_course.NBGRADERS)
    assert any(theirs.values())
    assert tiny_course.rows(twin, tiny_course.NBGRADERS) == theirs


# --- nbgrader's own course -----------------------------------------------------------


@pytest.fixture(scope="module")
def quickstart(tmp_path_factory):
    """Build nbgrader's quickstart course, with two more submissions that are late."""
    course = tmp_path_factory.mktemp("quickstart") / "course"
    shutil.copytree(GUIDE / "source" / "ps1", course / "source" / "ps1")
    shutil.copytree(GUIDE / "submitted", course / "submitted")
    late = "c.LateSubmissionPlugin.penalty_method = 'zero'\n"
    (course / "nbgrader_config.py").write_text(CONFIG + late)
    run_converter("GenerateAssignment", course, "ps1")
    tiny_course.set_due(course, "2015-02-02 15:00:00")
    untouched = course / "submitted" / "untouched" / "ps1"
    shutil.copytree(course / "release" / "ps1", untouched)
    one = shutil.copytree(untouched, course / "submitted" / "one-of-two" / "ps1")
    (one / "problem2.ipynb").unlink()
    (one / "timestamp.txt").write_text("2015-02-03 10:00:00 UTC\n")
    (one / "mine.txt").write_text("beside the notebook\n")
    twin = course.with_name("twin")
    assert both_ways(course, twin, "ps1") == {}
    return course, twin


def test_nbgraders_quickstart_course_has_the_same_rows(quickstart):
    course, _ = quickstart
    same_rows(*quickstart)
    scores = {row[3] for row in tiny_course.query(course, tiny_course.GRADES)}
    assert {None, 0.0, 0.5, 1.0} <= scores
    texts = {row[3] for row in tiny_course.query(course, tiny_course.COMMENTS)}
    assert texts == {None, "No response."}
    penalties = {row[6] for row in tiny_course.query(course, tiny_course.SUBMITTED)}
    assert {None, 0.0, 1.5} <= penalties


def test_nbgraders_quickstart_course_has_the_same_files(quickstart):
    theirs, ours = (tiny_course.tree(each) for each in quickstart)
    assert theirs.keys() == ours.keys()
    for path, data in theirs.items():
        if not path.endswith(".ipynb"):
            assert ours[path] == data


def test_what_a_person_entered_waits_for_another_look_in_both(quickstart, tmp_path):
    copies = [shutil.copytree(each, tmp_path / each.name) for each in quickstart]
    for copy in copies:
        tiny_course.query(copy, f"UPDATE grade SET {SEEN} WHERE {HACKERS}")
        tiny_course.query(copy, "UPDATE comment SET manual_comment = 'seen'")
        path = copy / "submitted" / "hacker" / "ps1" / "problem1.ipynb"
        path.write_text(path.read_text().replace("n**2", "n ** 2 + 0"))
    run_converter("Autograde", copies[0], "ps1", "hacker")
    assert grade(Request(copies[1], ["ps1"])) == 0
    theirs, ours = (tiny_course.grades(copy, "hacker") for copy in copies)
    # The one difference: nbgrader forgets tasks, which are not checked by checksum.
    (task,) = (name for name in theirs if theirs[name] != ours[name])
    assert (theirs[task], ours[task]) == ((None, False), (None, True))
    tiny_course.query(copies[0], "UPDATE grade SET needs_manual_grade = 1 " + OF_TASKS)
    same_rows(*copies)


# --- our sample class ----------------------------------------------------------------


def test_our_sample_class_has_the_same_rows(course, graded, tmp_path):
    theirs, done = graded
    assert done.returncode == 0, done.stdout + done.stderr
    twin = shutil.copytree(course, tmp_path / "twin")
    shutil.copytree(theirs / "submitted", twin / "submitted")
    shutil.copy(theirs / "expected.json", twin)
    units = sorted({path.name for path in twin.glob("submitted/*/*")})
    assert grade(Request(twin, units)) == 0
    same_rows(theirs, twin)
    assert plain.compare(twin) == []


# --- the differences -----------------------------------------------------------------

ROLES = {"grade": False, "solution": False, "locked": False, "task": False}
TEST = {"grade": True, "locked": True, "points": 4}
TESTS = {
    "plain": "assert f(2) == 4",
    "partial": "import numpy as np\nnp.float64(1.5) if f(2) == 4 else 0.0",
    "python": "2.5 if f(2) == 4 else 0.0",
    "true": "f(2) == 4",
}
GOOD = "def f(x):\n    return 2 * x"
NOISY = "import sys\n\ndef f(x):\n    print('!', file=sys.stderr)\n    return 2 * x"
BAD = "def f(x):\n    return x"


def _code(name, source, **role):
    settings = {**ROLES, **role, "grade_id": name, "schema_version": 3}
    return cells.code(name, source, {"nbgrader": settings})


def _submit(course, student, change):
    """Hand in the released notebook after `change` was done to its cells."""
    made = cells.read(course / "release" / "hw" / "hw.ipynb")
    change({cells.settings(cell)["grade_id"]: cell for cell in made.cells}, made)
    folder = course / "submitted" / student / "hw"
    folder.mkdir(parents=True)
    (folder / "hw.ipynb").write_text(json.dumps(made), encoding="utf-8")


def _answer(text):
    def change(by_name, made):
        by_name["f"].source = text

    return change


def _deleted(by_name, made):
    by_name["f"].source = GOOD
    made.cells.remove(by_name["plain"])


def _duplicated(by_name, made):
    by_name["f"].source = GOOD
    made.cells.append(by_name["plain"])


def _retyped(by_name, made):
    by_name["f"].source = GOOD
    cell = by_name["plain"]
    cell.cell_type = "markdown"
    del cell["outputs"], cell["execution_count"]


def _newer_schema(by_name, made):
    by_name["f"].source = GOOD
    by_name["plain"].metadata.nbgrader["schema_version"] = 99


STUDENTS = {
    "good": _answer(GOOD),
    "bad": _answer(BAD),
    "noisy": _answer(NOISY),
    "deleted": _deleted,
    "duplicated": _duplicated,
    "retyped": _retyped,
    "schema": _newer_schema,
}
FULL = {"plain": 4.0, "partial": 1.5, "python": 2.5, "true": 4.0}


@pytest.fixture(scope="module")
def homework(tmp_path_factory):
    course = tmp_path_factory.mktemp("differences") / "course"
    folder = course / "source" / "hw"
    folder.mkdir(parents=True)
    (course / "nbgrader_config.py").write_text(CONFIG)
    solution = "### BEGIN SOLUTION\n" + GOOD + "\n### END SOLUTION"
    made = [_code("f", solution, solution=True)]
    made += [_code(name, text, **TEST) for name, text in TESTS.items()]
    cells.write(cells.notebook(made), folder / "hw.ipynb")
    run_converter("GenerateAssignment", course, "hw")
    for student, change in STUDENTS.items():
        _submit(course, student, change)
    twin = course.with_name("twin")
    stopped = both_ways(course, twin, "hw")
    return course, twin, stopped


def scores(course, student):
    return {name: s for name, (s, _) in tiny_course.grades(course, student).items()}


def test_a_numpy_number_is_the_number_that_it_says(homework):
    course, twin, _ = homework
    assert scores(course, "good") == {**FULL, "partial": 4.0}  # nbgrader: full marks
    assert scores(twin, "good") == FULL


def test_a_plain_number_and_a_bool_score_as_in_nbgrader(homework):
    course, twin, _ = homework
    for student in ("good", "bad"):
        for name in ("plain", "python", "true"):
            assert scores(twin, student)[name] == scores(course, student)[name]


def test_a_line_on_stderr_costs_nothing(homework):
    course, twin, _ = homework
    assert set(scores(course, "noisy").values()) == {0.0}  # nbgrader: 0 everywhere
    assert scores(twin, "noisy") == FULL


def test_a_test_that_a_student_deleted_runs_all_the_same(homework):
    course, twin, _ = homework
    assert scores(course, "deleted")["plain"] is None  # nbgrader: a person has to look
    assert scores(twin, "deleted") == FULL


def test_a_test_that_a_student_turned_into_text_runs_as_in_nbgrader(homework):
    course, twin, _ = homework
    assert scores(course, "retyped")["plain"] == scores(twin, "retyped")["plain"] == 4


@pytest.mark.parametrize("student", ["duplicated", "schema"])
def test_what_nbgrader_refuses_as_a_whole_is_graded(homework, student):
    _, twin, stopped = homework
    assert student in stopped
    assert scores(twin, student) == FULL
