"""A student's cells put into the instructor's notebook, whatever was done to them."""

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbformat import v4
from plan_cells import CONFIG, SOURCE, by_id, cell, write

from autograder.grading import reading
from autograder.grading.reading import Unreadable
from autograder.grading.structure import explain, place, read_plan


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


@pytest.fixture
def released(notebook):
    """Return the cells as a student gets them."""
    cells = copy.deepcopy(SOURCE)
    for given_cell, planned in zip(cells, notebook.cells, strict=True):
        given_cell.source = planned.shown
    return cells


def hand_in(notebook, cells, **metadata):
    made = {"nbformat": 4, "metadata": metadata, "cells": cells}
    return place(notebook, json.dumps(made).encode())


def texts(program):
    return [step.source for step in program.steps]


def step_of(program, grade_id):
    (found,) = [s for s in program.steps if s.cell and s.cell.grade_id == grade_id]
    return found


def solve(cells, grade_id, text):
    by_id(cells, grade_id).source = text


# placing a submission


def test_an_untouched_release_has_no_flags_and_the_plans_cells(notebook, released):
    program = hand_in(notebook, released)
    assert program.flags == ()
    assert [step.cell for step in program.steps] == list(notebook.cells)
    assert step_of(program, "test_double").source == notebook.cells[3].source
    assert step_of(program, "double").source == "STUB"


def test_without_a_notebook_every_answer_is_missing(notebook):
    program = place(notebook, None)
    answers = [s for s in program.steps if not s.submitted]
    assert [s.cell.grade_id for s in answers] == ["double", "triple", "why"]
    assert program.flags == ("missing_notebook:nb",)


def test_a_deleted_answer_is_missing_and_a_deleted_test_comes_back(notebook, released):
    kept = [c for c in released if c.source != "assert triple(1) == 3"]
    kept.remove(by_id(kept, "double"))
    program = hand_in(notebook, kept)
    assert step_of(program, "double").submitted is False
    assert step_of(program, "double").source == ""
    assert step_of(program, "test_triple").source == "assert triple(1) == 3"
    assert set(program.flags) == {
        "missing_cell:nb/double",
        "restored_cell:nb/test_triple",
    }


def test_added_cells_follow_the_cell_they_followed(notebook, released):
    released.insert(3, cell("code", "helper = 1"))
    released.insert(0, cell("code", "first = 1"))
    released.append(cell("markdown", "last words"))
    program = hand_in(notebook, released)
    sources = texts(program)
    assert sources[0] == "first = 1"
    assert sources.index("helper = 1") == sources.index("STUB") + 1
    assert sources[-1] == "last words"
    assert program.steps[-1].cell is None


def test_reordered_cells_run_in_the_sources_order(notebook, released):
    program = hand_in(notebook, released[::-1])
    assert [s.cell for s in program.steps if s.cell] == list(notebook.cells)
    assert any(f.startswith("reordered_cells:nb/") for f in program.flags)


def test_equal_copies_of_an_answer_are_one(notebook, released):
    solve(released, "double", "def double(x): return x + x")
    released.append(by_id(released, "double"))
    program = hand_in(notebook, released)
    assert texts(program).count("def double(x): return x + x") == 1
    assert program.flags == ("duplicated_cell:nb/double",)


def test_of_different_copies_the_last_is_the_answer_and_the_first_runs_before(
    notebook, released
):
    again = copy.deepcopy(by_id(released, "double"))
    solve(released, "double", "def double(x): return 0")
    again.source = "def double(x): return 2 * x"
    released.append(again)
    program = hand_in(notebook, released)
    assert step_of(program, "double").source == again.source
    assert texts(program)[2:4] == ["def double(x): return 0", again.source]


def test_a_kept_copy_of_the_stub_does_not_overwrite_the_answer(notebook, released):
    stub = copy.deepcopy(by_id(released, "double"))
    solve(released, "double", "def double(x): return 2 * x")
    released.append(stub)
    program = hand_in(notebook, released)
    assert step_of(program, "double").source == "def double(x): return 2 * x"
    assert texts(program).count("STUB") == 1  # of the other answer


def test_an_edited_test_is_the_instructors_again(notebook, released):
    solve(released, "test_double", "3.0")
    program = hand_in(notebook, released)
    assert "3.0" not in texts(program)
    assert program.flags == ("edited_test_cell:nb/test_double",)


def test_line_ends_and_trailing_spaces_are_no_edit(notebook, released):
    solve(released, "test_double", "assert double(1) == 2  \r\n2.0\n")
    assert hand_in(notebook, released).flags == ()


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_an_answer_turned_into_text_still_counts_as_code(notebook, released, kind):
    at = released.index(by_id(released, "double"))
    new = cell(kind, "def double(x): return 2 * x")
    new.metadata = released[at].metadata
    released[at] = new
    program = hand_in(notebook, released)
    assert step_of(program, "double").cell_type == "code"
    assert step_of(program, "double").source == new.source
    assert program.flags == ("retyped_cell:nb/double",)


def test_a_written_answer_turned_into_code_counts_as_text(notebook, released):
    at = released.index(by_id(released, "why"))
    new = cell("code", "my reasons")
    new.metadata = released[at].metadata
    released[at] = new
    program = hand_in(notebook, released)
    assert step_of(program, "why").cell_type == "markdown"
    assert step_of(program, "why").source == "my reasons"


@pytest.mark.parametrize(
    "change",
    [{"points": 99}, {"solution": True}, {"locked": False}, {"grade": False}],
)
def test_changed_settings_change_nothing(notebook, released, change):
    by_id(released, "test_double").metadata.nbgrader.update(change)
    program = hand_in(notebook, released)
    step = step_of(program, "test_double")
    assert step.source == notebook.cells[3].source
    assert step.cell.points == 3
    assert program.flags == ("repointed_cell:nb/test_double",)


def test_an_answer_named_as_a_test_is_recovered_by_what_it_defines(notebook, released):
    solve(released, "double", "def double(x):\n    return 2 * x")
    by_id(released, "double").metadata.nbgrader["grade_id"] = "test_double"
    program = hand_in(notebook, released)
    assert step_of(program, "double").source == "def double(x):\n    return 2 * x"
    assert step_of(program, "test_double").source == notebook.cells[3].source
    assert "recovered_cell:nb/double" in program.flags


def test_an_answer_with_a_foreign_name_is_recovered(notebook, released):
    by_id(released, "why").metadata.nbgrader["grade_id"] = "renamed"
    by_id(released, "task")
    program = hand_in(notebook, released)
    assert step_of(program, "why").submitted is True
    assert "recovered_cell:nb/why" in program.flags


def test_an_answer_in_a_new_cell_is_recovered_by_what_it_defines(notebook, released):
    at = released.index(by_id(released, "triple"))
    released[at] = cell("code", "def triple(x):\n    return x + x + x")
    program = hand_in(notebook, released)
    assert step_of(program, "triple").source.startswith("def triple")
    assert program.flags == ("recovered_cell:nb/triple",)


def test_a_copy_of_one_answer_that_holds_the_other_is_the_other(notebook, released):
    solve(released, "double", "def double(x):\n    return 2 * x")
    at = released.index(by_id(released, "triple"))
    released[at] = copy.deepcopy(by_id(released, "double"))
    released[at].source = "def triple(x):\n    return 3 * x"
    program = hand_in(notebook, released)
    assert step_of(program, "double").source == "def double(x):\n    return 2 * x"
    assert step_of(program, "triple").source == "def triple(x):\n    return 3 * x"
    assert program.flags == ("recovered_cell:nb/triple",)


def test_a_notebook_without_any_metadata_is_recognised(notebook, released):
    solve(released, "double", "def double(x): return 2 * x")
    solve(released, "why", "I think so")
    for one in released:
        one.metadata = {}
    released.insert(3, cell("code", "scratch = 1"))
    program = hand_in(notebook, released)
    assert step_of(program, "double").source == "def double(x): return 2 * x"
    assert step_of(program, "triple").source == "STUB"
    assert step_of(program, "why").source == "I think so"
    assert "scratch = 1" in texts(program)
    assert "lost_metadata:nb" in program.flags
    assert len(program.steps) == len(SOURCE) + 1


def test_an_edited_nameless_cell_comes_after_the_original(notebook, released):
    released[7].source = "plot = 2"
    sources = texts(hand_in(notebook, released))
    assert sources.index("plot = 2") == sources.index("plot = 1") + 1


def test_other_kernels_and_schema_versions_are_only_flagged(notebook, released):
    by_id(released, "double").metadata.nbgrader["schema_version"] = 99
    r = {"name": "ir", "language": "R", "display_name": "R"}
    program = hand_in(notebook, released, kernelspec=r)
    assert program.flags == ("foreign_kernel:nb/R", "schema_version:nb/99")


def test_a_cell_tagged_to_be_skipped_does_not_run(notebook, released):
    skipped = cell("code", "while True: pass")
    skipped.metadata["tags"] = ["skip-execution"]
    program = hand_in(notebook, [*released, skipped])
    assert program.steps[-1].cell_type == "raw"


def test_half_characters_in_a_text_are_replaced(notebook, released):
    solve(released, "double", "x = '\ud800'")
    assert step_of(hand_in(notebook, released), "double").source == "x = '?'"


def test_nan_in_an_output_is_no_reason_to_refuse(notebook, released):
    data = json.dumps(v4.new_notebook(cells=released, metadata={"x": float("nan")}))
    assert "NaN" in data
    assert place(notebook, data.encode()).flags == ()


def test_a_notebook_of_version_3_is_converted(notebook):
    double = {
        "cell_type": "code",
        "input": ["def double(x):\n", "    return 2 * x"],
        "metadata": {"nbgrader": {"grade_id": "double"}},
        "outputs": [],
    }
    heading = {"cell_type": "heading", "level": 1, "source": "Title", "metadata": {}}
    old = {"nbformat": 3, "metadata": {}, "worksheets": [{"cells": [heading, double]}]}
    program = place(notebook, json.dumps(old).encode())
    assert step_of(program, "double").source == "def double(x):\n    return 2 * x"


def _notebook(**changed):
    return json.dumps({"nbformat": 4, "metadata": {}, "cells": [], **changed}).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"\xff\xfe\x00",
        b'{"nbformat": 4, "cells": ' + b"[" * 100_000,
        b'{"a":' * 50_000,
        b'{"nbformat": 4, "cells": [NaN]}',
        b'{"nbformat": ' + b"9" * 10_000 + b', "cells": []}',
        _notebook(nbformat=2),
        _notebook(nbformat=5),
        _notebook(nbformat=True),
        _notebook(cells=None),
        _notebook(cells={}),
        _notebook(cells=[5]),
        _notebook(cells=[{"cell_type": "magic", "source": ""}]),
        _notebook(cells=[{"cell_type": [], "source": ""}]),
        _notebook(cells=[{"cell_type": "code"}]),
        _notebook(cells=[{"cell_type": "code", "source": [1]}]),
        _notebook(cells=[{"cell_type": "code", "source": "", "metadata": []}]),
        _notebook(nbformat=3, worksheets=[7]),
    ],
)
def test_what_is_no_notebook_is_unreadable(notebook, data):
    with pytest.raises(Unreadable) as refused:
        place(notebook, data)
    assert refused.value.status == "unreadable_submission"
    assert refused.value.message[-1] in ".?"


@pytest.mark.parametrize(
    "data",
    [
        b" " * (reading.MOST_BYTES + 1),
        _notebook(cells=[{"cell_type": "code", "source": ""}] * 2001),
        _notebook(cells=[{"cell_type": "code", "source": "x" * (2**20 + 1)}]),
        b"[" * (reading.MOST_BLOCKS + 1),
    ],
)
def test_what_is_gigantic_is_too_large(notebook, data):
    with pytest.raises(Unreadable) as refused:
        place(notebook, data)
    assert refused.value.status == "submission_too_large"


_leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
_values = st.recursive(
    _leaves,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner)
    ),
    max_leaves=6,
)


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_no_mutation_of_a_notebook_raises_anything_but_unreadable(
    notebook, released, data
):
    top = json.loads(json.dumps(v4.new_notebook(cells=released)))
    for _ in range(data.draw(st.integers(1, 3))):
        _mutate(top, data)
    try:
        program = place(notebook, json.dumps(top).encode())
    except Unreadable:
        return
    assert [s.cell for s in program.steps if s.cell] == list(notebook.cells)
    assert all(isinstance(s.source, str) for s in program.steps)
    assert all(explain(flag) != flag for flag in program.flags)


def _mutate(node, data):
    """Walk down to a random place and put something else there."""
    while True:
        keys = sorted(node) if isinstance(node, dict) else range(len(node))
        key = data.draw(st.sampled_from(list(keys)))
        inner = node[key]
        deeper = isinstance(inner, dict | list) and len(inner) > 0
        if not deeper or data.draw(st.integers(0, 4)) == 0:
            node[key] = data.draw(_values)
            return
        node = inner


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60))
def test_no_bytes_raise_anything_but_unreadable(data):
    with pytest.raises(Unreadable):
        reading.read_given(data)


def test_a_flag_cannot_carry_control_characters(notebook, released):
    by_id(released, "why").metadata.nbgrader["grade_id"] = "x\x1b[2J\u202e" * 40
    by_id(released, "triple").metadata.nbgrader["grade_id"] = "y"
    flags = hand_in(notebook, released).flags
    assert any(flag.startswith("unknown_cell:nb/x\\x1b[2J") for flag in flags)
    assert all(flag.isprintable() and len(flag) < 700 for flag in flags)
