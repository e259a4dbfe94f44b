"""What was saved answers in a later session; a broken file does not stop one."""

import pytest
from notebook_session import Session

from rnn_core import exercise as exercises
from rnn_core import lstm, saving
from rnn_core.saving import CourseWarning


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.delenv("UNROLLED_COURSE", raising=False)
    monkeypatch.chdir(tmp_path)
    exercises.unregister()
    yield tmp_path
    exercises.unregister()


@pytest.fixture
def notebook(folder, monkeypatch):
    return Session(monkeypatch)


def test_nothing_saved_is_none(folder):
    assert saving.load("memory_cell") is None
    assert saving.load_unlocked("memory_cell") is None
    assert saving.load("no_such_exercise") is None


@pytest.mark.parametrize(
    "text", ["def memory_cell(:\n", "1 / 0\n", "memory_cell = 3\n"]
)
def test_a_broken_saved_file_counts_as_missing_with_a_sentence(folder, text):
    path = folder / "my_rnn" / "lstm" / "memory_cell.py"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    with pytest.warns(
        CourseWarning, match=r"memory_cell\.py cannot be used.*Delete it"
    ):
        assert saving.load("memory_cell") is None


def test_a_saved_file_edited_in_notepad_still_loads(folder):
    path = folder / "my_rnn" / "lstm" / "memory_cell.py"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\xef\xbb\xbfdef memory_cell(z):\r\n    return z\r\n")
    assert saving.load("memory_cell")(3) == 3


def test_the_unlock_file_answers_for_its_functions_alone(folder):
    text = "def memory_cell(z):\n    return 'not yours'\n"
    (folder / "unlock-lstm.py").write_text(text, encoding="utf-8")
    assert saving.load_unlocked("memory_cell")(0) == "not yours"
    assert saving.load_unlocked("lstm_cell_forward") is None
    assert saving.load("memory_cell") is None


def test_the_stamp_changes_with_every_file_that_is_read(folder, notebook):
    stamps = [saving.stamp("memory_cell")]
    notebook.run("def memory_cell(z):\n    return z").save()
    stamps.append(saving.stamp("memory_cell"))
    notebook.run("def memory_cell(z):\n    return z + 1000").save()
    stamps.append(saving.stamp("memory_cell"))
    (folder / "unlock-lstm.py").write_text("x = 1\n", encoding="utf-8")
    stamps.append(saving.stamp("memory_cell"))
    assert len(set(stamps)) == 4
    assert saving.stamp("memory_cell") == stamps[-1]


def test_the_stub_answers_with_the_latest_saved_version(notebook):
    with exercises.mode("student"):
        notebook.run("def memory_cell(z):\n    return 1").save()
        assert lstm.memory_cell(0) == 1
        notebook.run("def memory_cell(z):\n    return 22").save()
        assert lstm.memory_cell(0) == 22


def test_a_loaded_function_can_be_saved_again(notebook):
    notebook.run("K = 2", "def memory_cell(z):\n    return K * z")
    again = notebook.fresh()
    assert saving.save("memory_cell", again).saved
    assert saving.load("memory_cell")(4) == 8


def test_a_traceback_through_a_saved_function_shows_its_line(notebook):
    notebook.run("def memory_cell(z):\n    return z / 0  # here")
    again = notebook.fresh()
    with pytest.raises(ZeroDivisionError) as error:
        again(1)
    assert "# here" in str(error.traceback[-1].statement)
