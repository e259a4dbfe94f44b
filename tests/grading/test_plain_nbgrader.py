"""Plain nbgrader over the sample class gives every expected score, and feedback."""

import json
import shutil

import pytest

from autograder import plain, release
from autograder.errors import CourseError
from autograder.plain import Difference

pytestmark = pytest.mark.nbgrader


@pytest.fixture
def expected(graded):
    course, _ = graded
    return json.loads((course / "expected.json").read_text())


def test_every_score_is_the_expected_one(graded):
    _, done = graded
    assert done.returncode == 0, done.stdout + done.stderr
    assert "scores are the expected ones" in done.stdout


def test_the_class_has_carry_forward_full_marks_and_nothing_at_all(expected):
    found = [unit for units in expected.values() for unit in units.values()]
    flags = [flag for unit in found for flag in unit["flags"]]
    assert any(flag.startswith("carried_forward:") for flag in flags)
    assert "not_submitted" in flags
    assert {unit["status"] for unit in found} == {"ok", "wrong", "not_run"}
    assert any(0 < unit["score"] < unit["max_score"] for unit in found)


def test_the_gradebook_holds_the_expected_cells(graded, expected):
    course, _ = graded
    with plain.open_gradebook(course) as gradebook:
        for student, units in expected.items():
            for unit, wanted in units.items():
                found = plain.read_scores(gradebook, student, unit)
                if "not_submitted" in wanted["flags"]:
                    assert found is None
                else:
                    assert {n: found[n] for n in wanted["cells"]} == wanted["cells"]


def test_everyone_who_handed_in_gets_feedback_that_names_the_checks(graded):
    course, _ = graded
    for folder in (course / "submitted").glob("*/*"):
        student, unit = folder.parent.name, folder.name
        for notebook in folder.glob("*.ipynb"):
            page = course / "feedback" / student / unit / f"{notebook.stem}.html"
            text = page.read_text(encoding="utf-8")
            assert "checks hold, " in text or "everything holds, " in text


def test_no_kernel_wrote_a_message_to_stderr_in_a_check(graded):
    course, _ = graded
    for path in course.glob("autograded/*/*/*.ipynb"):
        for cell in json.loads(path.read_text())["cells"]:
            if cell["id"].endswith("-check"):
                streams = [o.get("name") for o in cell["outputs"]]
                assert "stderr" not in streams
                assert any(
                    o["output_type"] == "execute_result" for o in cell["outputs"]
                )


def test_grading_saves_nothing_where_it_runs(graded):
    course, _ = graded
    assert not list(course.rglob("my_rnn"))


def test_a_score_that_differs_is_shown_in_a_table(graded, tmp_path):
    course, _ = graded
    copy = tmp_path / "course"
    copy.mkdir()
    for name in ("nbgrader_config.py", "gradebook.db", "expected.json"):
        shutil.copy(course / name, copy / name)
    text = json.loads((copy / "expected.json").read_text())
    student, units = next(iter(text.items()))
    unit = next(iter(units))
    cell = next(iter(units[unit]["cells"]))
    points = units[unit]["cells"][cell]
    units[unit]["cells"][cell] = points + 1
    (copy / "expected.json").write_text(json.dumps(text))
    (found,) = plain.compare(copy)
    assert found == Difference(student, unit, cell, f"{points + 1:g}", f"{points:g}")
    assert cell in plain.table([found])


def test_a_release_that_changes_graded_notebooks_is_refused_in_a_sentence(
    graded, tmp_path, monkeypatch
):
    course = shutil.copytree(graded[0], tmp_path / "course")
    fewer = release.build_unit("lstm")
    fewer.pop("lstm-layer")
    monkeypatch.setattr(release, "build_unit", lambda unit: fewer)
    with pytest.raises(CourseError, match="has graded submissions"):
        release.release(course, ["lstm"])
