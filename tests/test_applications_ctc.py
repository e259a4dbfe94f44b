"""Speech: its generator, its demo, its pages and what the stored results rest on."""

import itertools
import math

import numpy as np
import pytest

import rnn_core
from autograder.experiment import stored
from rnn_core import data, exercise
from rnn_core.compare import compare
from rnn_core.data.speech import BANDS, SILENCE, draw_labels
from rnn_core.demos import ctc_path
from rnn_core.demos.ctc_path import CTC_COLLAPSE, EXAMPLES, LONGEST, numbers_of
from rnn_core.demos.framework import DemoError
from rnn_core.networks.speech import build_speech_model
from rnn_core.program import run
from rnn_core.properties import AnyOf
from rnn_core.training import train
from solutions.applications import reference
from solutions.applications.results import speech as results
from tests.test_book_numbers import glued, number  # noqa: F401 - a fixture


@pytest.fixture
def rng():
    return np.random.default_rng(8)


@pytest.fixture
def student_with():
    with rnn_core.mode("student"):
        yield exercise.register
        exercise.unregister()


def test_what_is_spoken_are_the_labels_in_their_order(rng):
    for _ in range(50):
        labels = draw_labels(rng)
        x, frames = data.speak(labels, rng)
        assert x.shape == (len(frames), BANDS)
        assert np.isfinite(x).all()
        heard = reference.ctc_collapse(frames)
        merged = labels[np.append(True, labels[1:] != labels[:-1])]
        assert reference.ctc_collapse(frames[frames != 0]).tolist() == merged.tolist()
        assert len(merged) <= len(heard) <= len(labels)  # pauses keep repeats apart


def test_every_utterance_has_a_path_that_says_it(rng):
    batch = data.speech_batch(rng, 200)
    for length, labels in zip(batch.lengths, batch.labels, strict=True):
        assert np.isfinite(reference.ctc_log_likelihood(np.zeros((length, 9)), labels))


def test_repeats_are_as_frequent_as_asked_for(rng):
    rows = [draw_labels(rng) for _ in range(2000)]
    pairs = [pair for row in rows for pair in itertools.pairwise(row)]
    share = np.mean([a == b for a, b in pairs])
    by_chance = 0.7 / len(data.SYLLABLES)
    # standard error 0.007 of some 4000 pairs
    assert share == pytest.approx(0.3 + by_chance, abs=0.03)


def test_one_syllable_lasts_longer_in_one_mouth_than_in_another(rng):
    lasts = [np.sum(data.speak([2], rng)[1] == 2) for _ in range(200)]
    assert max(lasts) >= 2 * min(lasts)


def test_padding_is_silence_and_masked(rng):
    batch = data.speech_batch(rng, 8)
    assert (batch.x[~batch.mask] == SILENCE).all()
    assert (batch.frames[~batch.mask] == 0).all()
    assert batch.mask.sum(axis=0).tolist() == batch.lengths.tolist()


def test_a_seed_repeats_the_utterances():
    one, two = (data.speech_batch(np.random.default_rng(3), 4) for _ in range(2))
    np.testing.assert_array_equal(one.x, two.x)


@pytest.mark.parametrize(
    ("found", "wanted", "edits"),
    [
        ("", "abc", 3),
        ("abc", "", 3),
        ("abc", "abc", 0),
        ("hao", "bao", 1),
        ("kitten", "sitting", 3),
        ([1, 2], [1, 2, 2], 1),
    ],
)
def test_edits_are_counted(found, wanted, edits):
    assert data.edit_distance(found, wanted) == edits
    assert data.edit_distance(wanted, found) == edits


def test_the_error_rate_is_edits_per_label():
    assert data.label_error_rate([[1], [2, 3]], [[1], [2, 2, 3]]) == 1 / 4


def test_padding_changes_nothing_of_what_the_network_hears(rng):
    model = build_speech_model(BANDS, 5, 9, rng)
    batch = data.speech_batch(rng, 6)
    noisy = batch.x + ~batch.mask[:, :, None] * rng.normal(size=batch.x.shape)
    with rnn_core.mode("reference"):
        for one, other in zip(
            model.logits(batch), model.logits(batch._replace(x=noisy)), strict=True
        ):
            np.testing.assert_array_equal(one, other)
        loss, grads, _ = model.loss_and_gradients(batch)
        again = model.loss_and_gradients(batch._replace(x=noisy))
    assert again[0] == loss
    for name, value in grads.items():
        np.testing.assert_array_equal(again[1][name], value)


def test_the_training_loop_trains_the_network(rng):
    model = build_speech_model(BANDS, 6, 9, rng)
    batch = data.speech_batch(rng, 4)
    with rnn_core.mode("reference"):
        history = train(model, [batch] * 15, 15, 0.02)
    assert history.stopped == ""
    assert history.losses[-1] < 0.5 * history.losses[0]


def test_a_loss_that_is_not_known_is_named(rng):
    with pytest.raises(ValueError, match="loss is 'words', expected ctc or frames"):
        build_speech_model(3, 4, 5, rng, loss="words")


def test_any_of_several_values_is_as_good():
    either = AnyOf((np.array([1, 2]), np.array([2, 1])))
    assert compare([2, 1], either) is None
    assert compare(np.array([1.0, 2.0]), either) is None
    assert compare([1, 1], either).kind == "value"
    assert compare([1, 2, 1], either).kind == "shape"
    assert compare(None, either).kind == "type"


def test_the_pages_collapse_is_the_exercises_on_a_thousand_paths(rng):
    with rnn_core.mode("reference"):
        program = CTC_COLLAPSE.traced()
        for _ in range(1000):
            symbols = rng.choice(list("_abc"), size=rng.integers(1, LONGEST + 1))
            path = numbers_of(symbols.tolist())
            (expected,) = CTC_COLLAPSE.compute([{"path": path}])
            got = run(program, np.array(path, dtype=float))
            for name, value in expected.items():
                np.testing.assert_array_equal(got[name], value)


def test_the_examples_say_what_their_buttons_promise():
    says = {}
    for key, typed in EXAMPLES.items():
        symbols = ctc_path.symbols_of(typed)
        runs = ctc_path.runs_of(symbols)
        says[key] = "".join(symbol for _, _, symbol in runs if symbol != "_")
    assert says == {"twice": "好棒棒", "once": "好棒", "letters": "aabb", "silence": ""}


def test_a_collapse_that_returns_something_else_is_named(student_with):
    student_with("ctc_collapse", lambda path, blank=0: np.zeros((2, 2)))
    with pytest.raises(DemoError, match=r"returned an array of shape \(2, 2\)"):
        CTC_COLLAPSE.compute(CTC_COLLAPSE.steps)
    student_with("ctc_collapse", lambda path, blank=0: "hao")
    with pytest.raises(DemoError, match="returned an array of shape"):
        CTC_COLLAPSE.compute(CTC_COLLAPSE.steps)


def test_trimming_merges_what_a_blank_keeps_apart():
    path = np.array([1, 0, 2, 2, 0, 2])
    with rnn_core.mode("reference"):
        assert results.trimmed(path).tolist() == [1, 2]
        scores = np.eye(4)[path]
        assert results.READINGS["best"](scores).tolist() == [1, 2, 2]
        assert results.without_blank(np.eye(4)[[1, 1, 3, 3]]).tolist() == [1, 3]


def test_the_ways_that_the_page_counts_are_binomials(glued):  # noqa: F811
    values = glued("applications/ctc")
    assert number(values["six"]) == math.comb(4, 2)
    assert number(values["total"]) == math.comb(8 + 3 - 1, 6)
    assert number(values["label"]) + number(values["last"]) == number(values["total"])
    assert number(values["all_paths"]) == 3**8
    assert number(values["far"]) == pytest.approx(math.comb(102, 6), rel=0.05)


def test_the_page_prints_the_stored_error_rates(glued):  # noqa: F811
    values = glued("applications/speech")
    runs = stored("applications", "speech")
    best = [100 * numbers["ctc"]["best"]["again"] for numbers in runs]
    assert number(values["runs"]) == len(runs)
    low, high = (number(edge) for edge in values["best_again"].split(" to "))
    assert (low, high) == (round(min(best)), round(max(best)))
