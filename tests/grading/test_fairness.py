"""Right answers in an unusual form score full marks, however the class is graded.

Each file in ``unusual/`` is one student's, whose exercises must all be right. The same
class is graded by two workers, and by one with the students in reversed order.
"""

import json
import shutil
from pathlib import Path

import attack_course
import attack_files
import attack_run
import pytest

pytestmark = [
    pytest.mark.nbgrader,
    pytest.mark.slow,
    pytest.mark.xdist_group("fairness"),
]

UNUSUAL = attack_files.read_all(Path(__file__).parent / "unusual")
NUMBERS = range(len(UNUSUAL))


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """Build the course that all runs copy their sources from."""
    base = tmp_path_factory.mktemp("fair")
    (base / "home").mkdir()
    attack_course.build(base / "built")
    return base


@pytest.fixture(scope="module")
def side_by_side(base):
    return graded(base, "two", 2, NUMBERS)


@pytest.fixture(scope="module")
def backwards(base):
    return graded(base, "one", 1, reversed(NUMBERS))


def graded(base, name, workers, numbers):
    """Grade the class; return the records by file, without the students' names.

    Students are graded in the order of their names, so a number in front decides.
    """
    course = shutil.copytree(base / "built", base / name)
    names = {}
    for number, unusual in zip(numbers, UNUSUAL, strict=True):
        names[f"s{number:03}"] = unusual.name
        hand_in(unusual, course, f"s{number:03}")
    attack_course.enrol(course, sorted(names))
    options = ("--json", str(course / "out.json"), "--workers", str(workers))
    done = attack_run.command(course, base / "home", "grade", "hw", "lstm", *options)
    assert done.returncode == 0, done.stdout.decode()[-3000:]
    records = json.loads((course / "out.json").read_text(encoding="utf-8"))
    return {names[record.pop("student")]: record for record in records}


def hand_in(unusual, course, student):
    header = {**unusual.header, "student": student}
    attack_files.HandedIn(unusual.name, header, unusual.body).hand_in(course, {})


def test_there_are_more_than_thirty():
    assert len(UNUSUAL) > 30
    assert {unusual.assignment for unusual in UNUSUAL} == {"hw", "lstm"}


@pytest.mark.parametrize("unusual", UNUSUAL, ids=lambda unusual: unusual.name)
def test_an_unusual_answer_scores_full_marks(side_by_side, unusual):
    cells = {c["grade_id"]: c for c in side_by_side[unusual.name]["cells"]}
    assert unusual.tests
    for grade_id in unusual.tests:
        cell = cells[grade_id]
        assert cell["status"] == "ok", f"{grade_id}: {cell['message']}"
        assert cell["score"] == cell["max_score"] > 0


def test_neither_the_number_of_workers_nor_the_order_matters(backwards, side_by_side):
    assert backwards.keys() == side_by_side.keys()
    assert [
        (record, side_by_side[name])
        for name, record in backwards.items()
        if record != side_by_side[name]
    ] == []
