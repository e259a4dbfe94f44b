"""What the pages on captions, music and questions state, on another road."""

import math

import numpy as np
import pytest

from autograder.experiment import stored
from rnn_core.data.melodies import repeats
from rnn_core.data.pictures import read_caption
from solutions.applications.results import one_to_many_summary as summary
from tests.test_book_numbers import glued, number  # noqa: F401 - a fixture


def test_the_worked_example_says_what_plain_python_gives(glued):  # noqa: F811
    values = glued("applications/captions")
    h = math.tanh(0.5 * math.tanh(1))
    assert number(values["first"]) == pytest.approx(h, abs=5e-3)
    assert values["first"] == values["by_hand"]
    assert number(values["second"]) == pytest.approx(math.tanh(1.5), abs=5e-3)
    for _ in range(3):  # deaf: it only fades
        h = math.tanh(0.5 * h)
    assert number(values["faded"]) == pytest.approx(h, abs=5e-3)


def test_the_table_of_captions_spans_the_stored_runs(glued):  # noqa: F811
    values = glued("applications/captions")
    for arm in ("captioner_either", "template_fixed", "nearest"):
        for part in ("known", "pairs", "things"):
            shares = [
                100 * run[arm][part] for run in stored("applications", "captions")
            ]
            low, *high = values[f"{arm}_{part}"].split(" to ")
            assert float(low) == pytest.approx(min(shares), abs=0.5)
            assert float((high or [low])[0]) == pytest.approx(max(shares), abs=0.5)


def test_the_captions_in_the_figure_are_judged_by_the_scenes_own_words():
    for picture, words, true in summary.described():
        scene = read_caption(words)
        if not true or scene is None:
            continue
        # the stated colour of the left or upper thing is on its side of the picture
        half = picture[:, :7] if scene.relation == "left of" else picture[:7]
        red = half[:, :, 0].max() > 0.6
        assert red == (scene.first.colour in ("red", "yellow"))


def test_the_melodies_in_the_figure_do_what_the_figure_says():
    numbers = stored("applications", "music")[0]
    assert any(repeats(np.array(melody)) for melody in numbers["composed"])
    assert not repeats(np.array(numbers["second_composed"][0]))


def test_the_table_of_questions_averages_over_the_lengths(glued):  # noqa: F811
    values = glued("applications/questions")
    for task in ("one", "two"):
        shares = [
            100 * sum(run[task]["reader"]) / len(run[task]["reader"])
            for run in stored("applications", "questions")
        ]
        low, *high = values[f"{task}_reader"].split(" to ")
        assert float(low) == pytest.approx(min(shares), abs=0.5)
        assert float((high or [low])[0]) == pytest.approx(max(shares), abs=0.5)
