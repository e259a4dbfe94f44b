"""`hand-in` says whether the notebooks are complete and hold what passed."""

import json
import subprocess
import sys
import zipfile

import nbformat
import pytest
from nbgrader.utils import compute_checksum

from rnn_core import catalogue, course, hand_in
from rnn_core.__main__ import main

NAMES = ("memory_cell", "lstm_cell_forward")
SOLVED = "def {}(z):\n    # a reason\n    return helper(z)"
STUB = 'def {}(z):\n    """Say it."""\n    raise NotImplementedError("Exercise 4.1")'


@pytest.fixture
def unit(tmp_path, monkeypatch):
    """A unit of one notebook with two exercises, in a course folder of its own."""
    monkeypatch.delenv("UNROLLED_COURSE", raising=False)
    (tmp_path / course.MARKER).write_text("", encoding="utf-8")
    entries = {
        name: {"name": name, "unit": "lstm", "notebook": "lstm-cell"} for name in NAMES
    }
    data = {"unit": "lstm", "exercises": entries}
    empty = {"unit": "", "exercises": {}}
    monkeypatch.setattr(
        catalogue, "load_unit", lambda unit: data if unit == "lstm" else empty
    )
    return tmp_path


def released(solution=STUB):
    """Build the notebook as a release does, with nbgrader's own checksums."""
    notebook = nbformat.v4.new_notebook()
    notebook.cells.append(nbformat.v4.new_markdown_cell("# The cell"))
    helper = "import numpy as np\n%config Completer.use_jedi = False\n"
    helper += "def helper(z):\n    return 2 * z"
    notebook.cells.append(nbformat.v4.new_code_cell(helper))
    for name in NAMES:
        notebook.cells.append(_cell(solution.format(name), name, solution=True))
        source = f"points = check({name})\npoints"
        check = _cell(source, f"{name}-check", grade=True, locked=True, points=3)
        notebook.cells.append(check)
    return notebook


def _cell(source, grade_id, **changes):
    cell = nbformat.v4.new_code_cell(source)
    cell.metadata["nbgrader"] = {
        "grade": False, "solution": False, "locked": False, "task": False,
        "schema_version": 3, "grade_id": grade_id, **changes,
    }  # fmt: skip
    cell.metadata.nbgrader["checksum"] = compute_checksum(cell)
    return cell


def put(folder, notebook, name="lstm-cell.ipynb"):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(nbformat.writes(notebook), encoding="utf-8")


def passed(folder, name, text):
    course.write_text(course.saved_file("lstm", name, folder), text)


def find(notebook, grade_id):
    cells = notebook.cells
    (cell,) = [
        c for c in cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    ]
    return cell


def problems(folder):
    return hand_in.examine("lstm", folder).problems


def the_problem(folder):
    (found,) = problems(folder)
    assert found.repair.endswith((".", ")"))
    return found.text


def test_a_finished_notebook_is_ready(unit):
    put(unit, released(SOLVED))
    helper = "def helper(z):\n    return 2 * z\n\n\n"
    for name in NAMES:
        # other comments and blank lines are no difference
        passed(unit, name, helper + f"def {name}(z):\n\n    return helper(z)\n")
    result = hand_in.examine("lstm", unit)
    assert [found.status for found in result.findings] == ["ok"] * 3
    assert str(result).endswith("Ready to hand in: lstm-cell.ipynb.")


def test_untouched_stubs_may_be_handed_in_and_are_named(unit):
    put(unit, released())
    result = hand_in.examine("lstm", unit)
    assert result.ready
    assert str(result).count("still the stub") == 2


def test_a_version_that_has_not_passed_may_be_handed_in_and_is_named(unit):
    put(unit, released(SOLVED))
    result = hand_in.examine("lstm", unit)
    assert result.ready
    assert str(result).count("open; it may be handed in") == 2


def test_the_notebooks_may_lie_in_the_units_folder_below(unit):
    put(unit / "lstm", released())
    assert hand_in.examine("lstm", unit).folder == unit / "lstm"
    assert problems(unit) == []


def test_a_missing_notebook_is_named(unit):
    assert the_problem(unit) == f"lstm-cell.ipynb is not in {unit}"


@pytest.mark.parametrize(
    "stem",
    ["lstm-cell-Copy1", "lstm-cell (2)", "LSTM-cell", "lstm-cell_1"],
)
def test_a_notebook_under_a_similar_name_is_to_be_renamed(unit, stem):
    name = f"{stem}.ipynb"
    put(unit, released(), name)
    the_problem(unit)
    assert problems(unit)[0].repair == f"Rename {name} to lstm-cell.ipynb."


def test_a_copy_beside_the_notebook_is_only_noted(unit):
    put(unit, released())
    put(unit, released(), "lstm-cell-Copy1.ipynb")
    assert problems(unit) == []
    assert "only lstm-cell.ipynb counts" in str(hand_in.examine("lstm", unit))


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"cells": 3, "nbformat": 4}', '{"nbformat": 3}', "\x00"]
)
def test_a_file_that_is_no_notebook_is_a_sentence(unit, text):
    (unit / "lstm-cell.ipynb").write_text(text, encoding="utf-8")
    assert "is not a notebook that Jupyter can read" in the_problem(unit)


def test_bytes_that_are_no_text_are_a_sentence(unit):
    (unit / "lstm-cell.ipynb").write_bytes(b"\xff\xfe\x00")
    assert "is not a notebook" in the_problem(unit)


@pytest.mark.parametrize(
    ("grade_id", "words"),
    [("memory_cell", "in which you write memory_cell"),
     ("memory_cell-check", "that checks memory_cell")],
)  # fmt: skip
def test_a_deleted_cell_is_named(unit, grade_id, words):
    notebook = released(SOLVED + "\nmemory_cell = helper")
    notebook.cells.remove(find(notebook, grade_id))
    put(unit, notebook)
    assert f"the cell {words} is missing" in the_problem(unit)


def test_a_duplicated_cell_is_named(unit):
    notebook = released()
    again = {**find(notebook, "memory_cell-check"), "id": "again"}
    notebook.cells.append(nbformat.from_dict(again))
    put(unit, notebook)
    assert "the cell memory_cell-check is there 2 times" in the_problem(unit)


def test_a_code_cell_turned_into_markdown_is_named(unit):
    notebook = released()
    cell = find(notebook, "memory_cell-check")
    cell["cell_type"] = "markdown"
    del cell["outputs"], cell["execution_count"]
    put(unit, notebook)
    assert "is now of type markdown" in the_problem(unit)


def test_a_changed_locked_cell_is_named(unit):
    notebook = released()
    find(notebook, "memory_cell-check").source = "points = 3.0\npoints"
    put(unit, notebook)
    assert "the locked cell memory_cell-check was changed" in problems(unit)[0].text


def test_a_changed_check_is_named_without_a_checksum_too(unit):
    notebook = released()
    cell = find(notebook, "memory_cell-check")
    cell.source = "points = 3.0\npoints"
    del cell.metadata.nbgrader["checksum"]
    put(unit, notebook)
    assert "the locked cell that checks memory_cell was changed" in the_problem(unit)


def test_a_syntax_error_in_a_solution_is_named(unit):
    notebook = released()
    find(notebook, "memory_cell").source = "def memory_cell(:"
    put(unit, notebook)
    assert the_problem(unit) == "memory_cell: its cell has a syntax error"


def test_a_renamed_function_is_named(unit):
    notebook = released()
    find(notebook, "memory_cell").source = "def my_cell(z):\n    return z"
    put(unit, notebook)
    assert the_problem(unit) == "memory_cell: nothing defines it"


@pytest.mark.parametrize("on_disk", [SOLVED.replace("helper(z)", "z"), STUB])
def test_a_text_other_than_what_passed_asks_to_save(unit, on_disk):
    put(unit, released(on_disk))
    passed(unit, "memory_cell", "def memory_cell(z):\n    return helper(z)\n")
    assert "memory_cell on disk is not the version that passed" in the_problem(unit)
    assert "Ctrl+S" in problems(unit)[0].repair


def test_a_helper_that_changed_since_is_named(unit):
    put(unit, released(SOLVED))
    saved = "def helper(z):\n    return 3 * z\n\n\n"
    saved += "def memory_cell(z):\n    return helper(z)\n"
    passed(unit, "memory_cell", saved)
    assert "helper on disk is not the version that passed" in the_problem(unit)


def test_an_alias_counts_as_a_definition(unit):
    put(unit, released("def inner(z):\n    return z\n{} = inner"))
    passed(unit, "memory_cell", "def inner(z):\n    return z\n\nmemory_cell = inner\n")
    assert problems(unit) == []


def test_nothing_is_written_without_zip(unit):
    put(unit, released())
    before = sorted(unit.rglob("*"))
    assert main(["hand-in", "lstm", "--folder", str(unit)]) == 0
    assert sorted(unit.rglob("*")) == before


def test_zip_writes_the_notebooks_and_nothing_else(unit, capsys):
    put(unit, released())
    (unit / "notes.txt").write_text("mine", encoding="utf-8")
    assert main(["hand-in", "lstm", "--folder", str(unit), "--zip"]) == 0
    path = unit / "lstm-hand-in.zip"
    assert str(path) in capsys.readouterr().out
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["lstm-cell.ipynb"]
        assert json.loads(archive.read("lstm-cell.ipynb"))["nbformat"] == 4


def test_zip_is_not_written_when_something_is_wrong(unit, capsys):
    assert main(["hand-in", "lstm", "--folder", str(unit), "--zip"]) == 1
    assert "No archive was written" in capsys.readouterr().out
    assert not (unit / "lstm-hand-in.zip").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["hand-in", "ltsm"], "'ltsm' is no unit with exercises; there are: lstm"),
     (["hand-in", "lstm", "--folder", "/no/such"], "is no folder"),
     (["hand-in"], "required: UNIT"), (["docter"], "invalid choice: 'docter'"),
     ([], "required: COMMAND")],
)  # fmt: skip
def test_a_mistake_in_the_command_is_one_sentence_and_status_2(
    unit, capsys, arguments, words
):
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert words in printed.err


def test_help_names_the_three_commands():
    run = [sys.executable, "-m", "rnn_core", "--help"]
    done = subprocess.run(run, capture_output=True, encoding="utf-8")
    assert done.returncode == 0
    for command in ("doctor", "hand-in", "progress"):
        assert command in done.stdout
