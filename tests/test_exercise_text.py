"""The parser of exercises.md: what it reads, and what it says of mistakes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import ExerciseTextError
from autograder.exercise_text import parse, parse_text
from autograder.sources import CHECKOUT

HEAD = "(lstm-cell)=\n## The cell\n\nWhat this notebook is about.\n\n"
OPTIONS = """\
:title: A memory cell
:minutes: 10
:difficulty: 1
:level: core
:page: lstm/memory-cell
"""
EXERCISE = f"````{{exercise}} memory_cell\n{OPTIONS}\nWrite it.\n````\n"
FILES = sorted((CHECKOUT / "book").glob("*/exercises.md"))


def read(text):
    return parse_text(text, Path("exercises.md"))


def complaint(text):
    with pytest.raises(ExerciseTextError) as caught:
        read(text)
    return str(caught.value)


def test_a_section_is_a_notebook_with_its_title_and_opening():
    (notebook,) = read(HEAD + EXERCISE)
    assert (notebook.name, notebook.title) == ("lstm-cell", "The cell")
    assert notebook.intro == "What this notebook is about."


def test_an_exercise_carries_its_options_and_prose():
    ((exercise,),) = [notebook.exercises for notebook in read(HEAD + EXERCISE)]
    assert exercise.name == "memory_cell"
    assert (exercise.title, exercise.minutes, exercise.difficulty) == (
        "A memory cell",
        10,
        1,
    )
    assert (exercise.level, exercise.page) == ("core", "lstm/memory-cell")
    assert exercise.demo is None
    assert exercise.prose == "Write it."


def test_a_demo_is_optional():
    text = EXERCISE.replace(OPTIONS, OPTIONS + ":demo: memory_cell\n")
    assert read(HEAD + text)[0].exercises[0].demo == "memory_cell"


def test_the_line_of_the_prose_is_where_an_editor_finds_it():
    text = HEAD + EXERCISE
    exercise = read(text)[0].exercises[0]
    assert text.splitlines()[exercise.line - 1] == "Write it."


def test_code_blocks_inside_an_exercise_stay_whole():
    code = "Write it.\n\n```python\nx = 1\n```\n\nDone."
    text = EXERCISE.replace("Write it.", code)
    assert read(HEAD + text)[0].exercises[0].prose == code


def test_a_heading_in_an_openings_code_block_opens_no_section():
    intro = "```\n## no section\n```\n\n"
    (notebook,) = read(HEAD + intro + EXERCISE)
    assert "## no section" in notebook.intro


def test_the_pages_own_label_and_opening_are_no_notebook():
    page = "(lstm-exercises)=\n# Exercises\n\nFor every one of them.\n\n"
    assert [notebook.name for notebook in read(page + HEAD + EXERCISE)] == ["lstm-cell"]


def test_several_notebooks_keep_their_order():
    second = HEAD.replace("lstm-cell", "lstm-layer") + EXERCISE.replace(
        "memory_cell", "lstm_forward"
    )
    notebooks = read(HEAD + EXERCISE + "\n" + second)
    assert [n.name for n in notebooks] == ["lstm-cell", "lstm-layer"]
    assert [e.name for n in notebooks for e in n.exercises] == [
        "memory_cell",
        "lstm_forward",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("## The cell\n" + EXERCISE, "line 1: the section 'The cell' has no label"),
        ("(LSTM_cell)=\n## The cell\n" + EXERCISE, "use small letters"),
        (HEAD, "line 2: the section 'The cell' has no exercise"),
        ("", "no section found"),
        (EXERCISE, "line 1: an exercise stands before the first section"),
        (HEAD + EXERCISE + "\nBy the way.\n", "line 16: prose between two exercises"),
        (HEAD + EXERCISE.replace("````", "```"), "four backticks"),
        (HEAD + EXERCISE.removesuffix("````\n"), "line 6: the block opened here"),
        (HEAD + EXERCISE.replace(":minutes: 10\n", ""), "lacks ':minutes: …'"),
        (HEAD + EXERCISE.replace("10", "ten"), "got minutes 'ten', expected a whole"),
        (HEAD + EXERCISE.replace("10", "0"), "from 1 to 240"),
        (HEAD + EXERCISE.replace("difficulty: 1", "difficulty: 4"), "from 1 to 3"),
        (
            HEAD + EXERCISE.replace("core", "easy"),
            "got the level 'easy', expected core",
        ),
        (HEAD + EXERCISE.replace("memory-cell\n", "cell.md\n"), "without an ending"),
        (HEAD + EXERCISE.replace(":title:", ":name:"), "unknown option 'name'"),
        (HEAD + EXERCISE.replace("A memory cell", ""), "the option 'title' is empty"),
        (HEAD + EXERCISE.replace(OPTIONS, OPTIONS * 2), "stands twice"),
        (HEAD + EXERCISE.replace(OPTIONS + "\n", OPTIONS), "leave an empty line"),
        (HEAD + EXERCISE.replace("Write it.\n", ""), "has no prose"),
        (HEAD + EXERCISE.replace(" memory_cell", " 2nd"), "the name of a function"),
        (HEAD + EXERCISE + EXERCISE, "the name 'memory_cell' is used twice"),
        (HEAD + EXERCISE + "(a-b)=\ntext\n", "line 15: the label (a-b)= names a"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(text, told):
    message = complaint(text)
    assert message.startswith("exercises.md, line ")
    assert told in message


def test_an_absent_file_is_named(tmp_path):
    with pytest.raises(ExerciseTextError, match=r"exercises\.md.*no such file"):
        parse(tmp_path / "exercises.md")


@given(st.lists(st.sampled_from([*HEAD.splitlines(), *EXERCISE.splitlines(), "x"])))
def test_no_order_of_lines_ends_in_anything_but_a_result_or_a_sentence(lines):
    notebooks = told = ()
    try:
        notebooks = read("\n".join(lines))
    except ExerciseTextError as error:
        told = str(error)
    if told:
        assert told.startswith("exercises.md, line ")
    else:
        assert all(notebook.exercises for notebook in notebooks)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_every_exercises_page_of_the_book_can_be_read(path):
    assert [e.name for notebook in parse(path) for e in notebook.exercises]


def test_there_is_an_exercises_page():
    assert FILES
