"""The spoken query: its store and weights are what the code makes, and it finds."""

import json

import numpy as np
import pytest

from rnn_core import data, exercise
from rnn_core.applications import nearest_segments
from rnn_core.demos import query_drawing
from rnn_core.demos.spoken_query import (
    DIRECTIONS,
    FIRST,
    MIDDLE,
    SPOKEN_QUERY,
    STORED,
    WEIGHTS,
    noise_table,
    query_steps,
)
from rnn_core.demos.spoken_store import demo_store
from solutions.applications import train_segment_encoder as training

CODES = np.array(STORED["codes"])


@pytest.fixture(autouse=True)
def _reference():
    with exercise.mode("reference"):
        yield


def code_of(**query):
    return np.array(SPOKEN_QUERY.compute(query_steps(**query))[-1]["h"])


def test_the_file_holds_what_its_weights_make_of_the_store():
    made = training.record(WEIGHTS, STORED["seed"], STORED["average_precision"])
    assert made.keys() == STORED.keys()
    np.testing.assert_allclose(made["codes"], CODES, atol=1.1e-4)  # four digits
    np.testing.assert_allclose(made["middle"], MIDDLE, atol=1.1e-4)
    flipped = np.sign((np.array(made["directions"]) * DIRECTIONS).sum(axis=0))
    np.testing.assert_allclose(made["directions"] * flipped, DIRECTIONS, atol=1e-3)
    assert json.loads(training.TARGET.read_text("utf-8")) == STORED


def test_the_file_says_how_well_its_codes_rank_fresh_segments():
    rng = np.random.default_rng([STORED["seed"], 1])
    average = training.average_precision(WEIGHTS, rng)
    assert average == pytest.approx(STORED["average_precision"], abs=1e-3)
    assert average > 0.7


def test_the_store_has_every_word_four_times_and_each_picture_its_frames():
    store = demo_store()
    assert (np.bincount(store.words) == 4).all()
    pictures = SPOKEN_QUERY.data["pictures"]
    assert [len(rows) for rows in pictures] == store.lengths.tolist()
    for n, rows in enumerate(pictures):
        for row, frame in zip(rows, store.x[:, n], strict=False):
            loud = [
                sum(energy >= level for level in query_drawing.LEVELS)
                for energy in frame
            ]
            assert row == "".join("abcde"[k] for k in loud)


def test_a_query_runs_through_its_word_from_the_first_sound_to_the_last():
    steps = query_steps("ko-sa", 0.5, 20, 0.2)
    keys = data.sound_keys("ko-sa")
    clean = data.spectra(keys, np.array([0.0, len(keys) - 1.0]), 0.5)
    outputs = SPOKEN_QUERY.compute(steps)
    for output, frame, hiss in zip(
        (outputs[0], outputs[-1]), clean, noise_table()[[0, 19]], strict=True
    ):
        np.testing.assert_allclose(output["frame"], frame + 0.2 * hiss, atol=1e-12)


def test_most_queries_in_the_middle_of_all_voices_find_their_word_first():
    best = [
        nearest_segments(
            code_of(word=word, shift=0.0, frames=18, noise=0.0)[None], CODES, 1
        )[0][0, 0]
        for word in data.SPOKEN_WORDS
    ]
    said = [data.SPOKEN_WORDS[demo_store().words[m]] for m in best]
    right = sum(a == b for a, b in zip(said, data.SPOKEN_WORDS, strict=True))
    assert right >= 10


def test_the_example_finds_its_word_and_its_reversal_does_not():
    order, _ = nearest_segments(code_of(**FIRST)[None], CODES, 4)
    said = [data.SPOKEN_WORDS[demo_store().words[m]] for m in order[0]]
    assert said.count(FIRST["word"]) >= 3
    assert data.turned_word(FIRST["word"]) not in said


def test_without_a_ranking_the_first_drawing_still_stands():
    with exercise.mode("student"):
        order, similarity = query_drawing.ranking(np.ones(training.HIDDEN))
    assert order == list(range(query_drawing.LISTED))
    assert similarity == [0.0] * query_drawing.LISTED
