"""The plan of an assignment: roles, points, version, and what is refused."""

import copy

import pytest
from plan_cells import CONFIG, SOURCE, by_id, cell, write

from autograder.errors import CourseError
from autograder.grading.structure import read_plan


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    course = tmp_path_factory.mktemp("course")
    (course / "nbgrader_config.py").write_text(CONFIG)
    write(course / "source" / "ps" / "nb.ipynb", SOURCE)
    return course


@pytest.fixture(scope="module")
def notebook(course):
    (only,) = read_plan(course, "ps").notebooks
    return only


# reading the plan


def test_each_cell_has_its_role(notebook):
    assert [c.role for c in notebook.cells] == [
        *("text", "setup", "solution", "test", "solution", "test", "manual", "setup"),
        "task",
    ]


def test_points_count_where_something_is_graded(course):
    assert read_plan(course, "ps").max_score == 3 + 1 + 2 + 4


def test_shown_text_follows_the_courses_own_stub_and_delimiters(notebook):
    assert notebook.cells[2].shown == "STUB"
    assert notebook.cells[3].shown == "assert double(1) == 2\n2.0"


def test_hidden_lines_are_counted_from_one_with_their_markers(notebook):
    assert notebook.cells[3].hidden_lines == ((2, 4),)
    assert notebook.cells[3].source.split("\n")[1] == "# HIDE"


def test_version_changes_with_whatever_decides_a_score(tmp_path):
    def version(change=None, file=None):
        cells = copy.deepcopy(SOURCE)
        if change:
            change(cells)
        write(tmp_path / "source" / "ps" / "nb.ipynb", cells)
        if file:
            (tmp_path / "source" / "ps" / "data.csv").write_text(file)
        return read_plan(tmp_path, "ps").version

    def points(cells):
        by_id(cells, "test_double").metadata.nbgrader["points"] = 5

    def hidden(cells):
        by_id(
            cells, "test_triple"
        ).source += "\n### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS"

    seen = [version(), version(points), version(hidden), version(file="1,2")]
    assert len(set(seen)) == 4
    assert version() == seen[3]


def test_a_unit_of_our_own_has_the_version_of_its_checks(tmp_path, monkeypatch):
    own = [*SOURCE, cell("code", "from rnn_core import check")]
    write(tmp_path / "source" / "ps" / "nb.ipynb", own)
    before = read_plan(tmp_path, "ps").version
    monkeypatch.setattr("autograder.grading.source_plan._own_files", lambda: [])
    assert read_plan(tmp_path, "ps").version != before


def test_source_files_win_over_released_ones(tmp_path):
    write(tmp_path / "source" / "ps" / "nb.ipynb", SOURCE)
    write(tmp_path / "release" / "ps" / "nb.ipynb", SOURCE)
    for step in ("source", "release"):
        (tmp_path / step / "ps" / "both.txt").write_text(step)
        (tmp_path / step / "ps" / f"{step}.txt").write_text(step)
        (tmp_path / step / "ps" / "old.pyc").write_text(step)
    files = read_plan(tmp_path, "ps").files
    assert files == {
        "both.txt": b"source",
        "source.txt": b"source",
        "release.txt": b"release",
    }


def test_old_metadata_are_upgraded_as_nbgrader_does(tmp_path):
    old = cell("code", "assert True")
    old.metadata["nbgrader"] = {"grade": True, "grade_id": "old", "points": "2"}
    write(tmp_path / "source" / "ps" / "nb.ipynb", [old])
    (planned,) = read_plan(tmp_path, "ps").notebooks[0].cells
    assert (planned.role, planned.points) == ("test", 2.0)


def test_a_configured_directory_structure_is_followed(tmp_path):
    structure = "{assignment_id}/{nbgrader_step}/{student_id}"
    (tmp_path / "nbgrader_config.py").write_text(
        "c = get_config()\n"
        f"c.CourseDirectory.directory_structure = {structure!r}\n"
        "c.CourseDirectory.source_directory = 'master'\n"
    )
    write(tmp_path / "ps" / "master" / "nb.ipynb", SOURCE)
    assert read_plan(tmp_path, "ps").notebooks[0].name == "nb"


def test_a_header_of_the_course_is_part_of_every_notebook(tmp_path):
    (tmp_path / "nbgrader_config.py").write_text(
        "c = get_config()\nc.IncludeHeaderFooter.header = 'source/header.ipynb'\n"
    )
    write(tmp_path / "source" / "header.ipynb", [cell("code", "NAME = 'x'")])
    write(tmp_path / "source" / "ps" / "nb.ipynb", SOURCE)
    assert read_plan(tmp_path, "ps").notebooks[0].cells[0].source == "NAME = 'x'"


def _broken(path, what):
    path.parent.mkdir(parents=True, exist_ok=True)
    cells = copy.deepcopy(SOURCE)
    if what == "two cells":
        by_id(cells, "triple").metadata.nbgrader["grade_id"] = "double"
    elif what == "AUTOTEST":
        by_id(cells, "test_triple").source = "### AUTOTEST triple(2)"
    elif what == "no end solution":
        by_id(cells, "triple").source = "### BEGIN SOLUTION\nx"
    elif what == "points":
        by_id(cells, "test_triple").metadata.nbgrader["points"] = -1
    write(path, cells)
    if what == "is no notebook":
        path.write_text("{")


@pytest.mark.parametrize(
    "what", ["two cells", "AUTOTEST", "no end solution", "points", "is no notebook"]
)
def test_a_source_that_cannot_be_graded_is_refused_in_a_sentence(tmp_path, what):
    _broken(tmp_path / "source" / "ps" / "nb.ipynb", what)
    with pytest.raises(CourseError, match=what):
        read_plan(tmp_path, "ps")


def test_tests_that_nbgrader_wrote_stand_in_for_autotest_lines(tmp_path):
    _broken(tmp_path / "source" / "ps" / "nb.ipynb", "AUTOTEST")
    write(tmp_path / "source_with_tests" / "ps" / "nb.ipynb", SOURCE)
    cells = read_plan(tmp_path, "ps").notebooks[0].cells
    assert cells[5].source == "assert triple(1) == 3"


def test_a_notebook_for_another_language_is_refused(tmp_path):
    r = {"name": "ir", "language": "R", "display_name": "R"}
    write(tmp_path / "source" / "ps" / "nb.ipynb", SOURCE, kernelspec=r)
    with pytest.raises(CourseError, match="only Python"):
        read_plan(tmp_path, "ps")


@pytest.mark.parametrize("name", ["nothing", "../ps", ".", "", "a+b"])
def test_no_such_assignment_is_a_sentence(course, name):
    with pytest.raises(CourseError):
        read_plan(course, name)
