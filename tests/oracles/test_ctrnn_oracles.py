"""Chapter 6, continuous time: known solutions, other solvers, and theory."""

import numpy as np
import pytest

from rnn_core.functions import sigmoid
from rnn_core.properties import Equilibria
from solutions.variants import reference

W = np.array([[4.5, -1.0], [1.0, 4.5]])  # Beer's oscillator, for rows
THETA = np.array([-2.75, -1.75])


def follow(solver, W, dt, time, y_0=((1.0, 1.0),)):
    y_0 = np.array(y_0)
    I = np.zeros((round(time / dt), *y_0.shape))
    return solver(y_0, I, np.ones(len(W)), W, THETA[: len(W)], dt)


def test_the_derivative_is_the_sum_over_all_neurons_that_act_on_one():
    rng = np.random.default_rng(3)
    y, I, theta = rng.normal(size=4), rng.normal(size=4), rng.normal(size=4)
    tau, weights = rng.uniform(0.5, 2, 4), rng.normal(size=(4, 4))
    got = reference.ctrnn_derivative(y[None], I[None], tau, weights, theta)
    for k in range(4):
        pushes = sum(weights[j, k] * sigmoid(y[j] + theta[j]) for j in range(4))
        assert got[0, k] == pytest.approx((-y[k] + pushes + I[k]) / tau[k], rel=1e-13)


def test_without_weights_a_neuron_relaxes_as_the_exponential_says():
    y_0, I, tau = np.array([[2.0]]), np.full((80, 1, 1), 0.5), np.array([3.0])
    y = reference.ctrnn_runge_kutta(y_0, I, tau, np.zeros((1, 1)), np.zeros(1), 0.1)
    t = 0.1 * np.arange(1, 81)
    np.testing.assert_allclose(y[:, 0, 0], 0.5 + 1.5 * np.exp(-t / 3), rtol=1e-8)


@pytest.mark.parametrize(
    ("solver", "order"), [("ctrnn_euler", 1), ("ctrnn_runge_kutta", 4)]
)
def test_halving_the_step_divides_the_error_as_the_order_says(solver, order):
    solve = getattr(reference, solver)
    exact = follow(reference.ctrnn_runge_kutta, W, 0.005, 8.0)[-1]
    errors = [np.abs(follow(solve, W, dt, 8.0)[-1] - exact).max() for dt in (0.2, 0.1)]
    assert np.log2(errors[0] / errors[1]) == pytest.approx(order, abs=0.3)


def test_the_two_solvers_agree_where_the_steps_are_short():
    fine = follow(reference.ctrnn_runge_kutta, W, 0.01, 20.0)[-1, 0]
    straight = follow(reference.ctrnn_euler, W, 1e-3, 20.0)[-1, 0]
    # Euler's error is of the order of its step
    np.testing.assert_allclose(straight, fine, rtol=2e-3)


def test_the_oscillator_swings_and_its_transpose_comes_to_rest():
    late = follow(reference.ctrnn_runge_kutta, W, 0.05, 300.0)[-1000:, 0]
    assert np.ptp(late, axis=0).min() > 1
    still = follow(reference.ctrnn_runge_kutta, W.T, 0.05, 300.0)[-1000:, 0]
    assert np.ptp(still, axis=0).max() < 1e-6


@pytest.mark.parametrize("w", [-7.0, 1.0, 3.9, 4.1, 5.0, 8.0])
@pytest.mark.parametrize("off", [-3.0, -0.2, 0.0, 0.05, 2.0])
def test_equilibria_are_all_roots_and_stability_is_the_slopes_sign(w, off):
    theta, I = -w / 2 + off, 0.0
    found = reference.ctrnn_equilibria(w, theta, I)
    for y, stable in found:
        s = sigmoid(y + theta)
        assert abs(-y + w * s + I) < 1e-9
        assert stable == (w * s * (1 - s) < 1)
    # turning points of the right-hand side part the line; each piece has one root
    pieces = [-np.inf, np.inf]
    if w > 4:
        half = np.sqrt(0.25 - 1 / w)
        levels = np.array([0.5 - half, 0.5 + half])
        pieces[1:1] = (np.log(levels / (1 - levels)) - theta).tolist()
    ends = np.clip(pieces, -50, 50)
    signs = np.sign(-ends + w * sigmoid(ends + theta) + I)
    assert len(found) == (signs[:-1] != signs[1:]).sum()


def test_one_neuron_becomes_bistable_where_its_self_weight_passes_four():
    assert len(reference.ctrnn_equilibria(3.9, -1.95, 0.0)) == 1
    assert len(reference.ctrnn_equilibria(4.1, -2.05, 0.0)) == 3


RIGHT = Equilibria(((0.17, 1.0), (4.0, 0.0), (7.83, 1.0)))


@pytest.mark.parametrize(
    ("got", "kind"),
    [
        ([(4.0, False), (7.83, True), (0.17, True)], None),
        (np.array([[0.17, 1], [4, 0], [7.83, 1]]), None),
        ([(0.17, True), (7.83, True)], "without [1]"),
        ([(0.17, True), (4.0, True), (7.83, True)], "stability [1]"),
        ([(0.17, True), (0.17, True), (7.83, True)], "twice"),
        ([(0.2, True), (4.0, False), (7.83, True)], "not at rest"),
        ([(float("nan"), True)], "not at rest"),
        ([0.17, 4.0, 7.83], "type"),
        (None, "type"),
        ([], "without [0, 1, 2]"),
    ],
)
def test_a_list_of_equilibria_is_judged_by_what_it_holds(got, kind):
    found = RIGHT.mismatch(got, "equilibria")
    assert (found.kind if found else None) == kind
    assert found is None or found.sentence.startswith("equilibria ")
