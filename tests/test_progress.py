"""`progress` and `start` say what is solved, what is not yours, and what is next."""

import re
from html.parser import HTMLParser

import pytest

from rnn_core import catalogue, progress, start
from rnn_core import exercise as exercises
from rnn_core.progress import Progress, Row


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.delenv("UNROLLED_COURSE", raising=False)
    monkeypatch.chdir(tmp_path)
    exercises.unregister()
    with exercises.mode("student"):
        yield tmp_path
    exercises.unregister()


def put(path, name="memory_cell"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"def {name}(*inputs):\n    return inputs\n", encoding="utf-8")


def row(name):
    return next(r for r in progress().rows if r.entry["name"] == name)


def points(name):
    return catalogue.find(name)["points"]["visible"]


def test_every_catalogued_exercise_has_a_row_in_the_books_order(folder):
    names = [row.entry["name"] for row in progress().rows]
    units = [catalogue.load_unit(unit)["exercises"] for unit in catalogue.units()]
    assert names == [name for unit in units for name in unit]
    assert "memory_cell" in names


def test_nothing_solved_is_all_open_and_earns_nothing(folder):
    assert {row.source for row in progress().rows} == {None}
    assert progress().earned == 0
    assert progress().total == sum(row.total for row in progress().rows) > 0


def test_a_version_of_this_session_and_a_saved_one_earn_their_points(folder):
    exercises.register("lstm_cell_forward", lambda: None)
    put(folder / "my_rnn" / "lstm" / "memory_cell.py")
    assert row("lstm_cell_forward").source == "session"
    assert row("memory_cell").source == "saved"
    assert progress().earned == points("memory_cell") + points("lstm_cell_forward")


def test_an_unlocked_exercise_is_marked_not_yours_and_earns_nothing(folder):
    put(folder / "unlock-lstm.py")
    assert progress().earned == 0
    (line,) = [li for li in str(progress()).splitlines() if "not yours" in li]
    assert catalogue.find("memory_cell")["title"] in line


def test_next_is_the_first_open_exercise_with_notebook_page_and_minutes(folder):
    exercises.register(progress().rows[0].entry["name"], lambda: None)
    entry = progress().rows[1].entry
    assert progress().next is entry
    last = str(progress()).splitlines()[-1]
    assert last.startswith("Next: ")
    for key in ("title", "name", "minutes", "page_title"):
        assert str(entry[key]) in last
    assert f"{entry['notebook']}.ipynb" in last


def test_core_exercises_come_before_extra_ones():
    extra = {"name": "a", "level": "extra"}
    core = {"name": "b", "level": "core"}
    rows = tuple(Row(entry, None) for entry in (extra, core))
    assert Progress(rows).next is core


def test_when_all_is_done_the_bar_is_full_and_says_so(folder):
    for entry_row in progress().rows:
        exercises.register(entry_row.entry["name"], lambda: None)
    text = str(progress())
    assert "░" not in text
    assert text.endswith("All exercises are done.")


def test_without_any_chapter_there_is_a_sentence(folder, monkeypatch):
    empty = {"unit": "lstm", "exercises": {}}
    monkeypatch.setattr(catalogue, "load_unit", lambda unit: empty)
    assert str(progress()) == "No chapter with exercises is out yet."
    assert str(progress()) in progress()._repr_html_()


class _Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.open, self.rows = [], 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.open.append(tag)
        self.rows += tag == "tr"

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_html_is_well_formed_with_a_row_each_and_a_labelled_bar(folder):
    text = progress()._repr_html_()
    tags = _Tags(text)
    assert tags.open == []
    assert tags.rows == len(progress().rows) + len(catalogue.units())  # and the heads
    assert re.search(
        r'<progress value="0[.0]*" max="[\d.]+" aria-label="Points">', text
    )


def test_the_html_escapes_titles(folder, monkeypatch):
    entry = {**catalogue.find("memory_cell"), "title": "a < b <script>"}
    data = {"unit": "lstm", "exercises": {"memory_cell": entry}}
    monkeypatch.setattr(catalogue, "units", lambda: ["lstm"])
    monkeypatch.setattr(catalogue, "load_unit", lambda unit: data)
    assert "<script>" not in progress()._repr_html_()


# start


def test_start_names_version_folder_and_what_is_saved(folder, capsys):
    put(folder / "my_rnn" / "lstm" / "memory_cell.py")
    start("lstm-cell")
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("rnn_core ")
    assert str(folder) in first
    assert "Saved: memory_cell." in second
    assert "Open: lstm_cell_forward" in second


def test_start_prints_nothing_in_grading(folder, capsys):
    with exercises.mode("grading"):
        start("lstm-cell")
    assert capsys.readouterr() == ("", "")


def test_start_warns_when_nothing_can_be_written(folder, capsys, monkeypatch):
    from rnn_core import course

    monkeypatch.setattr(course, "write_problem", lambda folder: "Read-only file system")
    start("lstm-cell")
    assert "cannot be written (Read-only file system)" in capsys.readouterr().out


@pytest.mark.parametrize(("needs", "warned"), [("999.0", True), ("0.1", False)])
def test_start_warns_of_an_older_package_only(folder, capsys, needs, warned):
    start("lstm-cell", needs=needs)
    assert ("was made with rnn_core 999.0" in capsys.readouterr().out) is warned


def test_start_with_an_unknown_notebook_is_a_sentence(folder, capsys):
    start("lstm-cel")
    assert (
        "No exercise is listed for a notebook named lstm-cel" in capsys.readouterr().out
    )
