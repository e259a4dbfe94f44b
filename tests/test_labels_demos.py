"""The demo on sentiment: its weights, its words, its first drawing."""

import itertools
import json
import re

import numpy as np
import pytest

import rnn_core
from rnn_core import exercise
from rnn_core.data.reviews import REVIEW_VOCABULARY, review_batch, review_twins
from rnn_core.demos import review_reading
from rnn_core.demos.framework import DemoError
from rnn_core.demos.review_reading import (
    FRAMES,
    REVIEW_READER,
    ROWS,
    SAID,
    STORED,
    WEIGHTS,
    review_words,
    steps_of,
)
from solutions.applications.train_review_reader import NAMES, TARGET, share_right


@pytest.fixture
def reference_mode():
    with rnn_core.mode("reference"):
        yield


@pytest.fixture
def student_with():
    with rnn_core.mode("student"):
        yield exercise.register
        exercise.unregister()


def test_the_readers_weights_are_small_and_say_how_they_are_made():
    text = STORED.read_text(encoding="utf-8")
    assert TARGET.samefile(STORED)
    assert len(text) < 12_000
    stored = json.loads(text)
    assert stored["made_by"] == "python -m solutions.applications.train_review_reader"
    assert set(stored["weights"]) == set(NAMES)
    assert not re.search(r"\d\.\d{4}", json.dumps(stored["weights"]))


def test_the_reader_reads_every_review_of_its_test_right(reference_mode):
    assert share_right(WEIGHTS) == 1


def test_the_demo_computes_what_the_whole_layer_does(reference_mode):
    for review in review_twins(np.random.default_rng(3), 40):
        batch = review_batch([review])
        x = np.eye(len(REVIEW_VOCABULARY))[batch.x]
        zeros = np.zeros((1, review_reading.UNITS))
        layer = [WEIGHTS[name] for name in ("W_x", "W_h", "b")]
        h, _, _ = rnn_core.lstm.lstm_forward(x, zeros, zeros, *layer)
        scores = h[:, 0] @ WEIGHTS["W_hy"] + WEIGHTS["b_y"]
        outputs = REVIEW_READER.compute(steps_of(review.words))
        got = [[output["bad"], output["good"]] for output in outputs]
        np.testing.assert_allclose(got, scores, rtol=1e-12)
        ahead = outputs[-1]["ahead"]
        assert ahead == pytest.approx(scores[-1, 1] - scores[-1, 0])
        assert outputs[-1]["p"] == pytest.approx(1 / (1 + np.exp(-ahead)))
        assert (ahead > 0) == bool(review.label)


def test_where_the_clauses_disagree_every_review_of_the_demo_is_read_right(
    reference_mode,
):
    good = (True, False, False, True)  # great, not great, awful, not awful
    for frame in FRAMES:
        for first, second in itertools.product(range(len(SAID)), repeat=2):
            words = review_words(frame, first, second)
            assert len(words) <= ROWS
            assert set(words) <= set(REVIEW_VOCABULARY)
            if good[first] == good[second]:
                continue
            outputs = REVIEW_READER.compute(steps_of(words))
            decides = first if frame == "although_second" else second
            assert (outputs[-1]["ahead"] > 0) == good[decides], words


def test_bars_end_at_the_edge_and_lie_on_their_side():
    assert review_reading.bar(0.0) == (review_reading.MIDDLE, 0.0, "output")
    x, width, role = review_reading.bar(-100.0)
    assert (x + width, role) == (review_reading.MIDDLE, "gradient")
    assert width == review_reading.SIDE == review_reading.bar(50.0)[1]


def test_a_function_that_returns_too_little_is_named(student_with):
    student_with("lstm_cell_forward", lambda *args: args[1])
    with pytest.raises(DemoError, match="lstm_cell_forward"):
        REVIEW_READER.compute(REVIEW_READER.steps)
