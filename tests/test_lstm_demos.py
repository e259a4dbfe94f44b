"""The demos of the LSTM layer: gradients through time, the Reber reader's weights."""

import json
import re

import numpy as np
import pytest

import rnn_core
from rnn_core import exercise
from rnn_core.data import (
    SYMBOLS,
    is_legal,
    legal_successors,
    long_range_step,
    reber_batch,
    reber_mistakes,
)
from rnn_core.demos import reber_reading
from rnn_core.demos.framework import DemoError
from rnn_core.demos.reber_drawing import carrier
from rnn_core.demos.reber_reading import REBER_READER, STORED, STRINGS, WEIGHTS, twin
from rnn_core.demos.show import first_drawing
from rnn_core.demos.through_time import FORGET, GRADIENT_THROUGH_TIME, START, page_step
from solutions.lstm import reference
from solutions.lstm.train_reber_reader import NAMES, TARGET


@pytest.fixture
def reference_mode():
    with rnn_core.mode("reference"):
        yield


@pytest.fixture
def student_with():
    with rnn_core.mode("student"):
        yield exercise.register
        exercise.unregister()


def memories_of(string):
    """Return the memories (T, H) of a string and of its twin."""
    outputs = REBER_READER.compute(reber_reading.steps_of(string))
    c = np.array([o["c"] for o in outputs])
    return np.split(c, 2)


@pytest.mark.parametrize("f", FORGET)
def test_the_pages_powers_are_the_exercises_products(f, reference_mode):
    for w in np.linspace(0, 1.5, 7):
        for h in (0.0, 0.3, 0.95):
            given = {"f": f, "w": w, "h": h, "T": 60.0}
            (expected,) = GRADIENT_THROUGH_TIME.compute([given])
            with np.errstate(all="ignore"):  # a gradient that is gone has log 0
                got = page_step(**given)
            for name, value in expected.items():
                # a hundred products against one power; below 1e-300 both round away
                np.testing.assert_allclose(
                    got[name], value, rtol=1e-12, atol=1e-300, err_msg=name
                )


def test_half_of_a_gradient_is_left_after_its_half_life(reference_mode):
    (at_half,) = GRADIENT_THROUGH_TIME.compute([START | {"f": 0.5**0.05, "T": 20}])
    assert at_half["kept_half"] == pytest.approx(20)
    assert at_half["kept_end"] == pytest.approx(0.5)
    (doubling,) = GRADIENT_THROUGH_TIME.compute([START | {"w": 2**0.1, "h": 0.0}])
    assert doubling["overwritten_half"] == pytest.approx(10)


def test_a_gradient_that_stays_or_is_gone_has_no_half_life(reference_mode):
    for f in (0.0, 1.0):
        (outputs,) = GRADIENT_THROUGH_TIME.compute([START | {"f": f}])
        assert (outputs["kept_end"], outputs["kept_half"]) == (f, 0.0)


def test_the_gradients_are_those_of_the_readers_own_function(student_with):
    student_with("cell_state_gradient", lambda f, h, w: (f, h))
    (outputs,) = GRADIENT_THROUGH_TIME.compute([START])
    assert outputs["kept"] == [START["f"]] * 101
    student_with("cell_state_gradient", lambda f, h, w: (f[0], h))
    with pytest.raises(DemoError, match=r"kept of shape \(1,\), expected \(T, H\)"):
        GRADIENT_THROUGH_TIME.compute([START])


def test_the_stored_weights_are_small_and_say_how_they_are_made():
    text = STORED.read_text(encoding="utf-8")
    assert TARGET.samefile(STORED)
    assert len(text) < 20_000
    stored = json.loads(text)
    assert stored["made_by"] == "python -m solutions.lstm.train_reber_reader"
    assert set(stored["weights"]) == set(NAMES)
    assert not re.search(r"\d\.\d{5}", json.dumps(stored["weights"]))


def test_the_network_misreads_at_most_two_strings_in_a_hundred():
    """On 256 fresh strings; and it always knows the long-range symbol."""
    batch = reber_batch(np.random.default_rng(2718), 256)
    zeros = np.zeros((256, reber_reading.UNITS))
    layer = [WEIGHTS[name] for name in ("W_x", "W_h", "b")]
    h, *_ = reference.lstm_forward(batch.x, zeros, zeros, *layer)
    scores = h @ WEIGHTS["W_hy"] + WEIGHTS["b_y"]
    wrong = reber_mistakes(scores, batch)  # (T, N)
    assert wrong.any(axis=0).mean() <= 0.02
    steps = [long_range_step(string) for string in batch.strings]
    assert not wrong[steps, np.arange(256)].any()


def test_the_reader_predicts_what_the_weights_predict(reference_mode):
    for string in STRINGS:
        outputs = REBER_READER.compute(reber_reading.steps_of(string))
        for t, legal in enumerate(legal_successors(string)[:-1]):
            p = dict(zip(SYMBOLS, outputs[t]["p"], strict=True))
            assert sum(p.values()) == pytest.approx(1)
            assert sum(p[symbol] for symbol in legal) > 0.95


def test_one_unit_tells_every_listed_string_from_its_twin(reference_mode):
    found = set()
    for string in STRINGS:
        own, other = memories_of(string)
        last = long_range_step(string)
        found.add(unit := carrier(own, other, last))
        pair = np.array([own, other])[:, 1 : last + 1, unit]
        apart = np.abs(pair[0] - pair[1]) / np.abs(pair).max()
        assert apart.min() > 0.2  # one that does not carry it stays below 0.1
    assert len(found) == 1


def test_the_marked_unit_is_the_one_furthest_apart_at_its_closest():
    own = np.array([[9.0, 0, 0], [1, 1, 4], [1, 1, 0], [1, 5, 5]])
    other = np.array([[0.0, 0, 0], [0, 0, 0], [0, 0.8, 0], [0, 0, 0]])
    # unit 0 is 1 apart at every step that counts; the last step does not count
    assert carrier(own, other, last=2) == 0
    # small memories count by their own size
    assert carrier(own * [0.01, 1, 1], other * [0.01, 1, 1], last=2) == 0


def test_a_twin_is_legal_and_exchanges_back():
    for string in STRINGS:
        assert is_legal(twin(string))
        assert [a for a, b in zip(string, twin(string), strict=True) if a != b] == [
            string[1],
            string[1],
        ]
        assert twin(twin(string)) == string
        for k in range(2, len(string)):
            assert legal_successors(twin(string[:k]))


def test_the_listed_strings_are_different_and_half_begin_with_t():
    assert len(set(STRINGS)) == 12
    assert sum(string[1] == "T" for string in STRINGS) == 6
    assert all(9 <= len(string) <= 18 for string in STRINGS)


def test_the_string_is_read_by_the_readers_own_cell(student_with):
    def forgetful(x_t, h_prev, c_prev, W_x, W_h, b):
        return reference.lstm_cell_forward(x_t, h_prev, 0 * c_prev, W_x, W_h, b)

    student_with("lstm_cell_forward", forgetful)
    outputs = REBER_READER.compute(REBER_READER.steps)
    for o in outputs:
        np.testing.assert_allclose(o["c"], np.multiply(o["i"], o["g"]), rtol=1e-12)


def test_a_cell_that_returns_another_shape_is_named(student_with):
    def transposed(x_t, h_prev, c_prev, W_x, W_h, b):
        h_t, c_t, cache = reference.lstm_cell_forward(x_t, h_prev, c_prev, W_x, W_h, b)
        return h_t, c_t.T, cache

    student_with("lstm_cell_forward", transposed)
    with pytest.raises(DemoError, match=r"gave c = .*expected numbers of shape \(8,\)"):
        REBER_READER.compute(REBER_READER.steps)
    assert "Traceback" not in first_drawing(REBER_READER)
