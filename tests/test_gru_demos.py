"""The demos of the GRU against its formulas in plain Python."""

import math

import numpy as np
import pytest

import rnn_core
from rnn_core import exercise
from rnn_core.demos.framework import DemoError
from rnn_core.demos.gru_gates import GRU_GATES, START
from rnn_core.demos.kept_over_time import (
    FIRST,
    KEPT_OVER_TIME,
    NOISE,
    STEPS,
    UPDATE,
    steps_of,
)


@pytest.fixture
def reference_mode():
    with rnn_core.mode("reference"):
        yield


def sigmoid(a):
    return 1 / (1 + math.exp(-a))


def test_both_units_are_the_formulas_of_the_pages(reference_mode):
    (got,) = GRU_GATES.compute([START])
    x, old, w, u = (START[key] for key in ("x_t", "old", "w", "u"))
    r, z = sigmoid(START["b_read"]), sigmoid(-START["b_keep"])
    n = math.tanh(w * x + u * r * old)
    assert got["gru_h"] == pytest.approx((1 - z) * old + z * n)
    f, i, o = (sigmoid(START[key]) for key in ("b_keep", "b_write", "b_show"))
    g = math.tanh(w * x + u * o * math.tanh(old))
    assert got["lstm_c"] == pytest.approx(f * old + i * g)
    assert got["lstm_h"] == pytest.approx(o * math.tanh(got["lstm_c"]))
    for cell, whole in (("gru", "gru_h"), ("lstm", "lstm_c")):
        parts = got[f"{cell}_kept"] + got[f"{cell}_written"]
        assert parts == pytest.approx(got[whole])
    assert 1 - got["z"] == pytest.approx(got["f"])  # one slider keeps in both


@pytest.mark.parametrize("z", UPDATE)
def test_gates_that_are_held_keep_what_the_formula_says(z, reference_mode):
    outputs = KEPT_OVER_TIME.compute(steps_of(FIRST | {"z": z}))
    states = [0.8, -0.8]
    for x, seen in zip(NOISE, outputs, strict=True):
        drives = [FIRST["noise"] * x + FIRST["u"] * FIRST["r"] * h for h in states]
        states = [
            (1 - z) * h + z * math.tanh(a) for h, a in zip(states, drives, strict=True)
        ]
        np.testing.assert_allclose(seen["h"], states, rtol=1e-9)
    assert outputs[-1]["left"] == pytest.approx((1 - z) ** STEPS)


def test_with_a_shut_update_gate_the_reset_gate_hardly_matters(reference_mode):
    apart = [
        KEPT_OVER_TIME.compute(steps_of(FIRST | {"z": 0.001, "r": r}))[-1]["apart"]
        for r in (0.01, 0.99)
    ]
    assert abs(apart[0] - apart[1]) < 0.1
    assert min(apart) > 0.9


def test_a_cache_of_another_kind_is_named():
    with rnn_core.mode("student"):
        exercise.register("gru_cell_forward", lambda *a: (np.ones((1, 1)), ()))
        exercise.register("lstm_cell_forward", lambda *a: None)
        with pytest.raises(DemoError, match="cache without r_t, expected a GRUCell"):
            GRU_GATES.compute([START])
        exercise.unregister()
