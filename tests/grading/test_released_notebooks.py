"""Every released notebook runs: as it comes, then as a student works through it."""

import ast
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


FIRST = "first-"  # before the id of a cell as it comes
SAVED = "import pathlib\nsorted(p.stem for p in pathlib.Path('my_rnn').rglob('*.py'))"


@pytest.fixture(scope="module")
def worked(course, root, tmp_path_factory):
    """A student runs each notebook as it comes, makes one mistake in each exercise,
    reads, and mends it.

    All notebooks, demos too, run in the book's order in one course folder: a later one
    builds on what an earlier one saved.
    """
    folder = tmp_path_factory.mktemp("student")
    (folder / MARKER).write_text(MARKER_TEXT)
    cells = {}
    for unit, name in NOTEBOOKS:
        notebook = nbformat.read(course / "release" / unit / f"{name}.ipynb", 4)
        then = make_mistakes_and_mend_them(notebook)
        for cell in notebook.cells:
            cell.id = FIRST + cell.id
        saved = nbformat.v4.new_code_cell(SAVED, id="saved")
        notebook.cells += [saved, *then.cells]
        _execute(notebook, folder, root)
        cells |= {(name, cell.id): cell for cell in notebook.cells}
    return folder, cells


def _execute(notebook, folder, root):
    client = nbclient.NotebookClient(
        notebook,
        timeout=60,
        skip_cells_with_tag="",
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute(env={**os.environ, "PYTHONPATH": str(root)})


def classic_mistake(name):
    """Return the first wrong answer of an exercise that its visible checks show."""
    suite = sources.suite(name)
    visible = {check.id for check in suite.checks if not check.hidden}
    return next(w for w in suite.wrong_answers if w.fails & visible)


def make_mistakes_and_mend_them(notebook):
    """Answer wrongly; below each check stands what its reader writes then."""
    names = exercises_of(notebook)
    filled = fill(notebook, {name: classic_mistake(name).source for name in names})
    for name in names:
        (at,) = [k for k, c in enumerate(filled.cells) if c.id == f"{name}-check"]
        mended = f"{reference_answer(name)}\n\ncheck({name})"
        again = nbformat.v4.new_code_cell(mended, id=f"{name}-again")
        filled.cells.insert(at + 1, again)
    return filled


def words(cells, cell_id):
    """Return what a cell showed."""
    shown = [o for o in _cell(cells, cell_id).outputs if o.output_type != "stream"]
    return "\n".join(output.data["text/plain"] for output in shown)


def points(cells, cell_id):
    """Return the points that the check in a cell ended in."""
    outputs = _cell(cells, cell_id).outputs
    (result,) = [o for o in outputs if o.output_type == "execute_result"]
    return float(result.data["text/plain"])


def _cell(cells, cell_id):
    (found,) = [cell for where, cell in cells.items() if where[1] == cell_id]
    return found


def troubles(cells):
    """Return where a cell stopped or wrote to stderr."""
    return {
        where
        for where, cell in cells.items()
        for output in cell.get("outputs", [])
        if output.output_type == "error" or output.get("name") == "stderr"
    }


def test_no_cell_stops_or_complains_but_a_demo_of_what_is_not_written_yet(worked):
    _, cells = worked
    assert {
        cell_id
        for _, cell_id in troubles(cells)
        if not (cell_id.startswith(FIRST) and cell_id.endswith("-demo"))
    } == set()


@pytest.mark.parametrize("name", EXERCISES)
def test_as_it_comes_a_check_fails_and_tells_what_to_replace(worked, name):
    _, cells = worked
    assert points(cells, f"{FIRST}{name}-check") == 0.0
    assert "its body is still the stub" in words(cells, f"{FIRST}{name}-check")


@pytest.mark.parametrize("notebook", [name for _, name in NOTEBOOKS])
def test_as_it_comes_a_notebook_saves_nothing(worked, notebook):
    _, cells = worked
    (result,) = cells[notebook, "saved"].outputs
    (at,) = [k for k, (_, name) in enumerate(NOTEBOOKS) if name == notebook]
    before = {name for _, name in NOTEBOOKS[:at]}
    earlier = {cell_id for name, cell_id in cells if name in before}
    expected = sorted(name for name in EXERCISES if f"{name}-again" in earlier)
    assert ast.literal_eval(result.data["text/plain"]) == expected


@pytest.mark.parametrize("name", EXERCISES)
def test_a_classic_mistake_reads_its_hint_and_is_mended(worked, name):
    folder, cells = worked
    entry = catalogue.find(name)
    assert f"Hint: {classic_mistake(name).hint}" in words(cells, f"{name}-check")
    assert points(cells, f"{name}-check") < entry["points"]["visible"]
    assert "everything holds" in words(cells, f"{name}-again")
    assert points(cells, f"{name}-again") == entry["points"]["visible"]
    assert (folder / "my_rnn" / entry["unit"] / f"{name}.py").is_file()
