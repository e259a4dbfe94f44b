"""Who answers when a stub is called: the mode says, and nothing else."""

import numpy as np
import pytest

import rnn_core
from rnn_core import exercise
from rnn_core.lstm import lstm_cell_forward, memory_cell
from solutions.lstm import reference

CALL = (3.0, 100.0, 100.0, -100.0, 4.0)


@pytest.fixture(autouse=True)
def a_fresh_student(tmp_path, monkeypatch):
    """Start each test as a student with an empty course folder."""
    monkeypatch.setenv("UNROLLED_COURSE", str(tmp_path))
    monkeypatch.delenv("RNN_CORE_MODE", raising=False)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    exercise.unregister()
    yield
    exercise.unregister()
    exercise.set_mode(None)


def mine(z, z_i, z_f, z_o, c_prev):
    return "mine", "memory"


def test_a_stub_without_an_answer_names_exercise_page_and_what_to_do():
    with pytest.raises(NotImplementedError) as caught:
        memory_cell(*CALL)
    message = str(caught.value)
    assert message.startswith("memory_cell: Exercise 4.1, page “")
    assert "notebook lstm-cell.ipynb" in message


def test_importing_the_solutions_selects_no_mode():
    assert reference.memory_cell is not None
    assert rnn_core.get_mode() == "student"
    with pytest.raises(NotImplementedError):
        memory_cell(*CALL)


def test_what_was_registered_in_the_session_answers_first():
    rnn_core.register("memory_cell", mine)
    assert memory_cell(*CALL) == ("mine", "memory")
    assert exercise.resolve_source("memory_cell") == "session"


def test_what_was_saved_answers_in_the_next_session(tmp_path):
    folder = tmp_path / "my_rnn" / "lstm"
    folder.mkdir(parents=True)
    path = folder / "memory_cell.py"
    path.write_text("def memory_cell(z, z_i, z_f, z_o, c_prev):\n    return 1, 2\n")
    assert memory_cell(*CALL) == (1, 2)
    assert exercise.resolve_source("memory_cell") == "saved"


def test_a_newer_saved_version_replaces_an_older_one(tmp_path):
    folder = tmp_path / "my_rnn" / "lstm"
    folder.mkdir(parents=True)
    path = folder / "memory_cell.py"
    for answer in (1, 22):
        path.write_text(f"def memory_cell(*args):\n    return {answer}\n")
        assert memory_cell(*CALL) == answer


def test_the_unlock_file_answers_for_what_is_missing(tmp_path):
    text = "def memory_cell(*args):\n    return 'unlocked'\n"
    (tmp_path / "unlock-lstm.py").write_text(text)
    assert memory_cell(*CALL) == "unlocked"
    assert exercise.resolve_source("memory_cell") == "unlocked"
    rnn_core.register("memory_cell", mine)
    assert memory_cell(*CALL) == ("mine", "memory")


def test_the_reference_mode_answers_with_the_solutions():
    with rnn_core.mode("reference"):
        _, c = memory_cell(*CALL)
        h_t, _, _ = lstm_cell_forward(
            *(
                np.ones(shape)
                for shape in ((2, 3), (2, 4), (2, 4), (3, 16), (4, 16), 16)
            )
        )
    assert round(float(c), 6) == 7
    assert h_t.shape == (2, 4)
    assert rnn_core.get_mode() == "student"


def test_the_environment_selects_a_mode(monkeypatch):
    monkeypatch.setenv("RNN_CORE_MODE", "reference")
    assert rnn_core.get_mode() == "reference"


def test_nbgraders_autograde_means_grading_whatever_else_is_set(monkeypatch):
    monkeypatch.setenv("RNN_CORE_MODE", "reference")
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    rnn_core.set_mode("reference")
    assert rnn_core.get_mode() == "grading"


def test_grading_reads_neither_the_saved_file_nor_the_unlock_file(tmp_path):
    folder = tmp_path / "my_rnn" / "lstm"
    folder.mkdir(parents=True)
    (folder / "memory_cell.py").write_text("def memory_cell(*args):\n    return 1\n")
    (tmp_path / "unlock-lstm.py").write_text("def memory_cell(*args):\n    return 2\n")
    with rnn_core.mode("grading"):
        with pytest.raises(NotImplementedError):
            memory_cell(*CALL)
        rnn_core.register("memory_cell", mine)
        assert memory_cell(*CALL) == ("mine", "memory")


def test_an_unknown_mode_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="student, reference, grading"):
        rnn_core.set_mode("teacher")


def test_an_unknown_exercise_is_refused_by_name():
    with pytest.raises(KeyError, match="'lstm_cel' is not an exercise"):
        rnn_core.resolve("lstm_cel")


def test_a_stub_cannot_be_registered_for_itself():
    with pytest.raises(ValueError, match="cannot answer for itself"):
        rnn_core.register("memory_cell", memory_cell)


def test_the_reference_is_called_directly_and_not_through_dispatch():
    assert not exercise.is_stub(reference.lstm_cell_forward)
    assert exercise.is_stub(lstm_cell_forward)
    assert reference.lstm_forward.__exercise__.uses == ("lstm_cell_forward",)
