"""The demos of chapter 2 without a browser: their numbers are those of the chapter."""

import numpy as np
import pytest

import rnn_core
from rnn_core import exercise
from rnn_core.demos.framework import DemoError
from rnn_core.demos.there_and_back import START, STEPS, THERE_AND_BACK, page_step
from solutions.rnn import reference


@pytest.fixture
def reference_mode():
    with rnn_core.mode("reference"):
        yield


def last_state(**given):
    h = 0.0
    for t in STEPS:
        h = np.tanh(given["w_x"] * given[f"x{t}"] + given["w_h"] * h + given["b"])
    return h


def random_settings(count):
    rng = np.random.default_rng(4)
    return [
        {name: round(rng.uniform(-2, 2), 2) for name in START} for _ in range(count)
    ]


@pytest.mark.parametrize("given", [START, *random_settings(20)])
def test_the_terms_add_up_to_the_derivative_of_the_last_state(given, reference_mode):
    (outputs,) = THERE_AND_BACK.compute([given])
    assert outputs["h4"] == pytest.approx(last_state(**given))
    eps = 1e-6
    up, down = (
        last_state(**given | {"w_x": given["w_x"] + move}) for move in (eps, -eps)
    )
    # central differences keep about nine digits
    assert outputs["total"] == pytest.approx((up - down) / (2 * eps), abs=1e-8)


@pytest.mark.parametrize("given", [START, *random_settings(20)])
def test_the_page_computes_what_the_exercises_compute(given, reference_mode):
    (expected,) = THERE_AND_BACK.compute([given])
    got = page_step(**given)
    assert set(got) == set(expected)
    for name, value in expected.items():
        assert got[name] == pytest.approx(value, rel=1e-12, abs=1e-15), name


def test_what_arrives_is_what_the_recursion_carries(reference_mode):
    (outputs,) = THERE_AND_BACK.compute([START])
    x = np.array([START[f"x{t}"] for t in STEPS])[:, None, None]
    W_xh, W_hh = np.array([[START["w_x"]]]), np.array([[START["w_h"]]])
    b_h, dh = np.array([START["b"]]), np.array([[[0.0]]] * 3 + [[[1.0]]])
    _, cache = reference.rnn_forward(x, np.zeros((1, 1)), W_xh, W_hh, b_h)
    dx, *_, dW_xh, _, _ = reference.rnn_backward(dh, cache)
    assert outputs["total"] == pytest.approx(dW_xh.item())
    for t in STEPS:
        through = outputs[f"g{t}"] * outputs[f"s{t}"]
        assert through * START["w_x"] == pytest.approx(dx[t - 1].item())


def test_a_notebook_shows_the_readers_own_functions():
    with rnn_core.mode("student"):
        exercise.register("rnn_forward", reference.rnn_forward)
        exercise.register(
            "bptt_path_sum", lambda dh, cache: (np.ones((4, 4, 1, 1)),) * 2
        )
        try:
            (outputs,) = THERE_AND_BACK.compute([START])
            assert outputs["total"] == 4.0
            exercise.register("bptt_path_sum", lambda dh, cache: None)
            with pytest.raises(DemoError, match="returned None, expected"):
                THERE_AND_BACK.compute([START])
        finally:
            exercise.unregister()
