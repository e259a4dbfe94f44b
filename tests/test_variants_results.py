"""What chapter 6's experiments rest on: the agent's world, the clock's gradient."""

import numpy as np
import pytest

from rnn_core import exercise
from rnn_core.catching import (
    ANGLES,
    DARK,
    GENES,
    MIRROR,
    RADIUS,
    REACH,
    agent_of,
    fall,
    missed,
    seen,
)
from solutions.variants.reference import clockwise_rnn_cell_forward
from solutions.variants.results import waves, window
from tests.oracles.gradients import numeric_gradients


@pytest.fixture(autouse=True)
def _reference():
    with exercise.mode("reference"):
        yield


@pytest.fixture
def rng():
    return np.random.default_rng(4)


def test_the_middle_ray_sees_a_disc_above_and_how_near_it_is():
    rays = seen(0.0, 7.0)
    assert rays[2] == pytest.approx(1 - (7 - RADIUS) / REACH)
    assert (rays[[0, 4]] == 0).all()
    assert (seen(0.0, REACH + 2) == 0).all()


def test_a_disc_in_the_direction_of_a_ray_is_seen_by_it(rng):
    for k, angle in enumerate(ANGLES):
        rays = seen(8 * np.sin(angle), 8 * np.cos(angle))
        assert rays[k] == rays.max() == pytest.approx(1 - (8 - RADIUS) / REACH)


def test_the_agent_is_its_own_mirror_image(rng):
    agent = agent_of(rng.uniform(-1, 1, GENES))
    np.testing.assert_array_equal(agent.W, agent.W[MIRROR][:, MIRROR])
    np.testing.assert_array_equal(agent.W_in, agent.W_in[::-1, MIRROR])
    start, drift = rng.uniform(-3, 3, 5), rng.uniform(-0.5, 0.5, 5)
    one, other = fall(agent, start, drift), fall(agent, -start, -drift)
    np.testing.assert_allclose(one.agent, -other.agent, atol=1e-9)


def test_many_agents_at_once_do_what_each_does_alone(rng):
    genes = rng.uniform(-1, 1, (3, GENES))
    start, drift = rng.uniform(-3, 3, 4), rng.uniform(-0.5, 0.5, 4)
    together = missed(fall(agent_of(genes), start, drift))
    alone = [missed(fall(agent_of(g), start, drift)) for g in genes]
    np.testing.assert_allclose(together, alone, atol=1e-9)


def test_in_the_dark_nothing_is_seen_and_who_only_reacts_stands_still(rng):
    agent = agent_of(rng.uniform(-1, 1, GENES), reactive=True)
    result = fall(agent, np.array([1.0, -2.0]), np.array([0.3, 0.1]))
    assert (result.rays[DARK:] == 0).all()
    assert (result.rays[:DARK] > 0).any()
    still = np.broadcast_to(result.agent[DARK], result.agent[DARK:].shape)
    np.testing.assert_allclose(result.agent[DARK:], still)


def test_the_experiments_clock_is_the_exercises(rng):
    H = len(waves.PERIODS)
    x = rng.normal(size=(20, 2, 1))
    W_xh, W_hh, b_h = (rng.normal(size=s) / 4 for s in ((1, H), (H, H), (H,)))
    h, h_t = waves.clock_forward(x, W_xh, W_hh, b_h), np.zeros((2, H))
    for t, x_t in enumerate(x):
        h_t = clockwise_rnn_cell_forward(x_t, h_t, t, W_xh, W_hh, b_h, waves.PERIODS)
        np.testing.assert_allclose(h[t], h_t, rtol=1e-12)


def test_the_clocks_gradients_are_the_numeric_ones(rng):
    H = len(waves.PERIODS)
    x, dh = rng.normal(size=(18, 1, 1)), rng.normal(size=(18, 1, H))
    args = [rng.normal(size=s) / 4 for s in ((1, H), (H, H), (H,))]
    h = waves.clock_forward(x, *args)
    got = waves.clock_backward(dh, x, h, args[1])
    wanted = numeric_gradients(lambda *a: (waves.clock_forward(x, *a),), args, (dh,))
    for ours, theirs in zip(got, wanted, strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-6)


def test_the_three_kinds_have_about_as_many_parameters():
    counts = [
        waves.used(a, waves.make_model(a, 0)) for a in ("clockwise", "lstm", "rnn")
    ]
    assert max(counts) < 1.15 * min(counts)
    assert counts[0] == min(counts)  # the winner is not the largest


@pytest.mark.parametrize("late", [0, window.AHEAD])
def test_the_windows_target_is_the_weighted_sum_around_each_step(rng, late):
    batch = window.window_batch(rng, 2, late)
    weights = window.window_weights()
    assert len(weights) == window.BACK + 1 + window.AHEAD
    t = window.BACK + 7  # any step that counts
    around = batch.x[t - window.BACK : t + window.AHEAD + 1, :, 0]
    np.testing.assert_allclose(batch.targets[t + late, :, 0], weights @ around)
    assert batch.mask[t + late].all()


def test_the_windows_targets_have_variance_one_and_the_floor_is_the_unseen_part(rng):
    batch = window.window_batch(rng, 4000)
    y = batch.targets[batch.mask]
    assert y.var() == pytest.approx(1, rel=0.05)
    known = np.tensordot(
        window.window_weights()[: window.BACK + 1],
        batch.x[: window.BACK + 1, :, 0],
        axes=1,
    )
    left = ((batch.targets[window.BACK, :, 0] - known) ** 2).mean()
    assert left == pytest.approx(window.causal_floor(), rel=0.1)
