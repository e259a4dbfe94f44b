"""Every released notebook runs: with the references in it, and as it comes."""

import os

import nbclient
import nbformat
import pytest

from autograder import sources
from autograder.answers import exercises_of, fill, reference_answer
from autograder.bundle import MARKER, MARKER_TEXT
from rnn_core import catalogue

NOTEBOOKS = [
    (unit, notebook.name)
    for unit in sources.units_with_exercises()
    for notebook in sources.notebooks(unit)
]
EXERCISES = [
    text.name
    for unit in sources.units_with_exercises()
    for _, text in sources.exercise_texts(unit)
]
pytestmark = pytest.mark.nbgrader


@pytest.fixture(scope="module")
def run_course(course, root, tmp_path_factory):
    """Run every notebook in the book's order in one course folder, demos too.

    A later notebook builds on what an earlier one saved.
    """

    def run(answer, then=None):
        folder = tmp_path_factory.mktemp("student")
        (folder / MARKER).write_text(MARKER_TEXT)
        cells = {}
        for unit, name in NOTEBOOKS:
            notebook = nbformat.read(course / "release" / unit / f"{name}.ipynb", 4)
            answers = {n: answer(n) for n in exercises_of(notebook)} if answer else {}
            filled = fill(notebook, answers)
            if then:
                _correct(filled, then)
            _execute(filled, folder, root)
            cells |= {(name, cell.id): cell for cell in filled.cells}
        return folder, cells

    return run


def _correct(notebook, answer):
    """Put below each check what the student writes after reading it."""
    for name in exercises_of(notebook):
        (at,) = [k for k, c in enumerate(notebook.cells) if c.id == f"{name}-check"]
        again = nbformat.v4.new_code_cell(f"{answer(name)}\n\ncheck({name})")
        again.id = f"{name}-again"
        notebook.cells.insert(at + 1, again)


def _execute(notebook, folder, root):
    client = nbclient.NotebookClient(
        notebook,
        timeout=60,
        skip_cells_with_tag="",
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute(env={**os.environ, "PYTHONPATH": str(root)})


@pytest.fixture(scope="module")
def solved(run_course):
    return run_course(reference_answer)


@pytest.fixture(scope="module")
def untouched(run_course):
    return run_course(None)


def classic_mistake(name):
    """Return the first wrong answer of an exercise that its visible checks show."""
    suite = sources.suite(name)
    visible = {check.id for check in suite.checks if not check.hidden}
    return next(w for w in suite.wrong_answers if w.fails & visible)


@pytest.fixture(scope="module")
def mistaken(run_course):
    """A student who makes one mistake in each exercise, reads, and mends it."""
    return run_course(lambda name: classic_mistake(name).source, then=reference_answer)


def words(cells, suffix, name):
    """Return what a cell of an exercise showed."""
    ((_, cell),) = [
        (where, cell) for where, cell in cells.items() if where[1] == f"{name}{suffix}"
    ]
    shown = [o for o in cell.outputs if o.output_type == "display_data"]
    return "\n".join(output.data["text/plain"] for output in shown)


def points(cells, name):
    """Return the points that the check of an exercise ended in."""
    ((_, cell),) = [
        (where, cell) for where, cell in cells.items() if where[1] == f"{name}-check"
    ]
    (result,) = [o for o in cell.outputs if o.output_type == "execute_result"]
    return float(result.data["text/plain"])


def troubles(cells):
    """Return where a cell stopped or wrote to stderr."""
    return {
        where
        for where, cell in cells.items()
        for output in cell.get("outputs", [])
        if output.output_type == "error" or output.get("name") == "stderr"
    }


def test_with_the_references_filled_in_no_cell_stops_or_complains(solved):
    _, cells = solved
    assert troubles(cells) == set()


@pytest.mark.parametrize("name", EXERCISES)
def test_with_the_references_filled_in_every_visible_check_holds(solved, name):
    folder, cells = solved
    entry = catalogue.find(name)
    assert points(cells, name) == entry["points"]["visible"]
    assert (folder / "my_rnn" / entry["unit"] / f"{name}.py").is_file()


def test_as_it_comes_no_cell_but_a_demo_stops(untouched):
    _, cells = untouched
    assert {
        where for where in troubles(cells) if not where[1].endswith("-demo")
    } == set()


@pytest.mark.parametrize("name", EXERCISES)
def test_as_it_comes_every_check_fails(untouched, name):
    folder, cells = untouched
    assert points(cells, name) == 0.0
    assert not (folder / "my_rnn").exists()


@pytest.mark.parametrize("name", EXERCISES)
def test_a_classic_mistake_reads_its_hint_and_is_mended(mistaken, name):
    folder, cells = mistaken
    entry = catalogue.find(name)
    assert f"Hint: {classic_mistake(name).hint}" in words(cells, "-check", name)
    assert points(cells, name) < entry["points"]["visible"]
    assert "everything holds" in words(cells, "-again", name)
    assert (folder / "my_rnn" / entry["unit"] / f"{name}.py").is_file()


@pytest.mark.parametrize("name", EXERCISES)
def test_who_solves_nothing_is_told_what_to_replace_at_every_check(untouched, name):
    _, cells = untouched
    assert "its body is still the stub" in words(cells, "-check", name)
