"""Embedded Reber strings for three kinds of cells with about as many parameters.

The task: Hochreiter and Schmidhuber (1997), experiment 1.
"""

import numpy as np

from autograder.experiment import Experiment
from rnn_core import data
from rnn_core.training import train
from solutions.gru.results.arms import build_arm, layer_size

BATCH, EVERY = 16, 100
TEST_SEED, TEST_STRINGS = 1000, 256
ARMS = {"gru": ("gru", 10, 1.0), "lstm": ("lstm", 8, 1.0), "rnn": ("rnn", 19, 0.0)}


def _course_of(arm, seed, steps, test):
    """Train one arm; return the test strings with a mistake as it learns."""

    def evaluate(model):
        wrong = data.reber_mistakes(model.run(test.x).outputs, test)  # (T, N)
        return {"strings": wrong.any(axis=0).sum()}

    rng = np.random.default_rng(seed)
    model = build_arm(*ARMS[arm], (7, 7), rng)
    history = train(
        model,
        data.reber_batches(rng, BATCH),
        steps,
        0.01,
        evaluate=evaluate,
        evaluate_every=EVERY,
    )
    return {
        "parameters": layer_size(model),
        "sequences": (BATCH * history.evaluated_at).tolist(),
        "strings": history.metrics["strings"].astype(int).tolist(),
    }


def run_reber(seed, reduced=False):
    """Train every arm on the same kind of strings."""
    test = data.reber_batch(np.random.default_rng(TEST_SEED), TEST_STRINGS)
    steps = 1500 if reduced else 2500
    return {arm: _course_of(arm, seed, steps, test) for arm in ARMS}


def all_learn_the_strings(runs):
    """Tell whether every cell ends with few mistakes, whatever its kind."""
    return all(
        numbers[arm]["strings"][-1] < TEST_STRINGS / 10
        for numbers in runs
        for arm in ARMS
    )


REBER = Experiment(
    unit="gru",
    name="three_cells_reber",
    run=run_reber,
    seeds=tuple(range(5)),
    sentence=(
        "GRU, LSTM and plain RNN of about as many parameters all learn the embedded "
        "Reber strings."
    ),
    claim=all_learn_the_strings,
)
