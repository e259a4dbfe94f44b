"""The sample class: who answers what, and what adding up declared checks gives."""

import json

import pytest

from autograder import sample_class, sources
from autograder.errors import AutograderError, CourseError
from autograder.sample_class import REFERENCE, STUB, Suite, expect, make_plans

SUITES = {
    "step": Suite(
        {"one": 1.0, "two": 2.0, "hidden": 3.0},
        {"off": frozenset({"two", "hidden"}), "bad": frozenset({"one"})},
        {"off": "def step(): ...", "bad": "def step(): ..."},
        (),
    ),
    "walk": Suite({"all": 4.0}, {"lost": frozenset({"all"})}, {"lost": ""}, ("step",)),
}
REAL = {
    text.name: sample_class.load_suite(sources.suite(text.name))
    for unit in sources.units_with_exercises()
    for _, text in sources.exercise_texts(unit)
}


def test_the_same_seed_gives_the_same_class():
    assert make_plans(REAL, 20, 5, "lstm") == make_plans(REAL, 20, 5, "lstm")
    assert make_plans(REAL, 20, 5, "lstm") != make_plans(REAL, 20, 6, "lstm")


def test_a_class_has_one_all_right_one_all_stubs_and_one_who_handed_nothing_in():
    plans = make_plans(REAL, 12, 0, "lstm")
    assert len(plans) == 12
    assert set(plans[0].values()) == {REFERENCE}
    assert set(plans[1].values()) == {STUB}
    assert plans[-1] is None
    assert None not in plans[:-1]


def test_one_student_is_wrong_only_where_later_exercises_build_on_it():
    plan = make_plans(SUITES, 5, 0, "lstm")[2]
    assert plan["step"] in SUITES["step"].fails
    assert plan["walk"] == REFERENCE


def test_every_wrong_answer_occurs_where_there_are_enough_students():
    wrong = {(name, answer) for name, suite in REAL.items() for answer in suite.fails}
    plans = make_plans(REAL, len(wrong) + 4, 0, "lstm")
    found = {pair for plan in plans if plan for pair in plan.items()}
    assert wrong
    assert wrong <= found


@pytest.mark.parametrize("students", range(1, 8))
def test_a_small_class_has_as_many_students_as_asked_for(students):
    assert len(make_plans(SUITES, students, 0, "lstm")) == students


def test_no_students_is_an_error():
    with pytest.raises(AutograderError, match="expected at least 1"):
        make_plans(SUITES, 0, 0, "lstm")


def test_a_wrong_answer_costs_exactly_the_checks_it_declares():
    found = expect(SUITES, {"step": "off", "walk": "lost"})
    assert found["cells"] == {"step-check": 1.0, "walk-check": 0.0}
    assert (found["score"], found["max_score"], found["status"]) == (1.0, 10.0, "wrong")


def test_a_right_exercise_on_a_wrong_one_keeps_its_points_and_says_so():
    found = expect(SUITES, {"step": "bad", "walk": REFERENCE})
    assert found["cells"]["walk-check"] == 4.0
    assert found["flags"] == ["carried_forward:walk"]


def test_an_untouched_stub_earns_nothing_and_is_named():
    found = expect(SUITES, {"step": STUB, "walk": REFERENCE})
    assert found["cells"] == {"step-check": 0.0, "walk-check": 4.0}
    assert found["flags"] == ["stub:step", "carried_forward:walk"]


def test_everything_right_is_ok():
    found = expect(SUITES, dict.fromkeys(SUITES, REFERENCE))
    assert (found["score"], found["status"], found["flags"]) == (10.0, "ok", [])


def test_nothing_handed_in_is_not_run():
    found = expect(SUITES, None)
    assert (found["score"], found["status"]) == (0.0, "not_run")
    assert found["flags"] == ["not_submitted"]


def test_a_directory_with_a_real_class_is_left_alone(tmp_path):
    (tmp_path / "nbgrader_config.py").write_text("")
    (tmp_path / "submitted" / "someone").mkdir(parents=True)
    with pytest.raises(CourseError, match="no sample class made"):
        sample_class.make_class(tmp_path, ["lstm"], 3, 0)


@pytest.mark.nbgrader
def test_submissions_and_expectations_name_the_same_students(graded):
    course, _ = graded
    expected = json.loads((course / "expected.json").read_text())
    handed_in = {
        name
        for name, units in expected.items()
        if any("not_submitted" not in unit["flags"] for unit in units.values())
    }
    assert {path.name for path in (course / "submitted").iterdir()} == handed_in
    for path in (course / "submitted").glob("*/*"):
        assert (path / "timestamp.txt").read_text().endswith(" UTC\n")
