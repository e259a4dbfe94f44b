"""One neuron with a growing self-weight, and the oscillator of two, from many starts.

Beer (1995). The rest states that are found by following the network are compared with
those that the equation has.
"""

import numpy as np

from autograder.experiment import Experiment
from rnn_core.variants import ctrnn_equilibria, ctrnn_runge_kutta

WEIGHTS = [float(w) for w in np.round(np.arange(3.0, 5.01, 0.1), 1)]
STARTS, SETTLED, STEP = 40, 2000, 0.2
W = np.array([[4.5, -1.0], [1.0, 4.5]])  # from the row's neuron to the column's
THETA = np.array([-2.75, -1.75])
PERIOD_STEP, PERIOD_TIME = 0.05, 200.0


def rest_states(w, starts, steps):
    """Follow one neuron in the middle of its range; return where it comes to rest."""
    silence = np.zeros((steps, len(starts), 1))
    theta = np.array([-w / 2])
    end = ctrnn_runge_kutta(
        starts[:, None], silence, np.ones(1), np.array([[w]]), theta, STEP
    )[-1]
    return np.unique(end.round(2))


def period(W, start):
    """Return the time between upward crossings of the first state's middle; 0 if none.

    The first half of the time is left to settle.
    """
    steps = round(PERIOD_TIME / PERIOD_STEP)
    silence = np.zeros((steps, 1, 2))
    y = ctrnn_runge_kutta(start[None], silence, np.ones(2), W, THETA, PERIOD_STEP)
    late = y[steps // 2 :, 0, 0]
    if np.ptp(late) < 1e-3:
        return 0.0
    level = (late.max() + late.min()) / 2
    up = np.flatnonzero((late[:-1] < level) & (late[1:] >= level))
    at = up + (level - late[up]) / (late[up + 1] - late[up])  # between two steps
    return float(np.diff(at).mean() * PERIOD_STEP)


def run_dynamics(seed, reduced=False):
    """Count rest states over self-weights, and time the oscillator and its mirror."""
    rng = np.random.default_rng(seed)
    weights = [3.9, 4.5] if reduced else WEIGHTS
    starts = rng.uniform(-1, 6, STARTS)
    return {
        "weights": weights,
        "found": [len(rest_states(w, starts, SETTLED)) for w in weights],
        "equilibria": [len(ctrnn_equilibria(w, -w / 2, 0.0)) for w in weights],
        "period": period(W, rng.uniform(0, 4, 2)),
        "transposed": period(W.T, rng.uniform(0, 4, 2)),
    }


def two_rest_states_above_four(runs):
    """Tell whether memory begins at self-weight 4 and the oscillator swings alike."""
    return all(
        equilibria == (3 if w > 4 else 1) and found == (2 if w > 4.05 else 1)
        for numbers in runs
        for w, found, equilibria in zip(
            numbers["weights"], numbers["found"], numbers["equilibria"], strict=True
        )
        if w != 4.0  # where the two are born, they cannot be told apart
    ) and all(
        abs(numbers["period"] - 29.0) < 0.1 and numbers["transposed"] == 0
        for numbers in runs
    )


DYNAMICS = Experiment(
    unit="variants",
    name="dynamics",
    run=run_dynamics,
    seeds=(0, 1, 2),
    sentence=(
        "One neuron has one rest state up to a self-weight of 4 and two above it, and "
        "the oscillator's period is 29.0 from every start; transposed, it rests."
    ),
    claim=two_rest_states_above_four,
)
