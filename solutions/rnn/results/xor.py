"""Elman's XOR in time: what can be predicted of a stream of bits, bit by bit.

The task: Elman (1990), "Finding structure in time".
"""

import numpy as np

from autograder.experiment import Experiment
from rnn_core import data
from rnn_core.models import build_model
from rnn_core.rnn import one_hot, softmax
from rnn_core.training import train
from solutions.rnn.results.streams import stream_batches

HIDDEN, STEPS, TRIPLES = 16, 1500, 4000
TEST_SEED, TEST_TRIPLES = 99, 1000
COIN = float(np.log(2))


def costs_by_place(model):
    """Return the mean cost of predicting a first, a second and a third bit."""
    bits = data.xor_stream(np.random.default_rng(TEST_SEED), TEST_TRIPLES)
    scores = model.run(one_hot(bits[:-1, None], 2)).outputs[:, 0]  # (T, V)
    p = softmax(scores)[np.arange(len(bits) - 1), bits[1:]]
    cost = -np.log(p)  # of bits 2, 3, 1, 2, 3, 1, …
    return [float(cost[start::3].mean()) for start in (2, 0, 1)]


def run_xor(seed, reduced=False):
    """Train one network on the stream and measure it on another one."""
    rng = np.random.default_rng(seed)
    bits = data.xor_stream(rng, TRIPLES)
    model = build_model("rnn", 2, HIDDEN, 2, rng)
    steps = 1000 if reduced else STEPS
    history = train(
        model, stream_batches(bits, 2, 16, 15), steps, 0.01, carry_state=True
    )
    return {"cost": costs_by_place(history.model)}


def every_third_bit_is_predicted(runs):
    """Tell whether each run predicts third bits, and none predicts the others."""
    costs = np.array([numbers["cost"] for numbers in runs])  # (runs, 3)
    return bool((costs[:, 2] < COIN / 4).all() and (costs[:, :2] > 0.95 * COIN).all())


TEMPORAL_XOR = Experiment(
    unit="rnn",
    name="temporal_xor",
    run=run_xor,
    seeds=tuple(range(8)),
    sentence=(
        "In every run the third bit of a triple costs less than a quarter of a coin, "
        "and the first and the second cost what a coin costs."
    ),
    claim=every_third_bit_is_predicted,
)
