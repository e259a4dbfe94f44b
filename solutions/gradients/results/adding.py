"""The adding problem: tanh units, ReLU units that begin with the identity, an LSTM.

Le, Jaitly, Hinton (2015), section 4.1.
"""

import numpy as np

from autograder.experiment import Experiment
from rnn_core import data
from rnn_core.models import build_model
from rnn_core.training import train
from solutions.gradients.reference import identity_init
from solutions.gradients.results.models import ReluModel

STEPS_T, BATCH, EVERY = 40, 50, 100
SOLVED = 0.05  # mean squared error; always answering 1 gives 1/6
ARMS = {  # name: units, learning rate, steps
    "tanh": (32, 0.002, 2200),
    "irnn": (32, 0.002, 2200),
    "lstm": (16, 0.005, 2200),
}
TEST_SEED, TEST_SIZE = 1000, 500


def _build(name, hidden, rng):
    options = {"readout": "last", "loss": "squared_error"}
    if name == "lstm":
        return build_model("lstm", 2, hidden, 1, rng, forget_bias=1.0, **options)
    model = build_model("rnn", 2, hidden, 1, rng, **options)
    if name == "tanh":
        return model
    kept = zip(("W_xh", "W_hh", "b_h"), identity_init(2, hidden, rng), strict=True)
    return ReluModel("rnn", "last", "squared_error", model.params | dict(kept))


def run_adding(seed, reduced=False):
    """Train the three on the same kind of sequences."""
    test = data.adding_batch(np.random.default_rng(TEST_SEED), TEST_SIZE, STEPS_T)
    numbers = {"T": STEPS_T}
    for name, (hidden, rate, steps) in ARMS.items():
        rng = np.random.default_rng(seed)
        history = train(
            _build(name, hidden, rng).astype(np.float32),
            data.adding_batches(rng, BATCH, STEPS_T),
            1600 if reduced else steps,
            rate,
            evaluate=lambda m: {
                "e": np.mean((m.run(test.x).outputs - test.targets) ** 2)
            },
            evaluate_every=EVERY,
        )
        errors = history.metrics["e"]
        below = np.flatnonzero(errors < SOLVED)
        numbers[name] = {
            "parameters": history.model.count,
            "error": errors.tolist(),
            "steps": history.evaluated_at.tolist(),
            "solved_at": int(history.evaluated_at[below[0]]) if len(below) else -1,
        }
    return numbers


def identity_learns_where_tanh_does_not(runs):
    """Tell whether the ReLU net solves it in most runs, and the tanh net in none."""
    solved = [numbers["irnn"]["solved_at"] > 0 for numbers in runs]
    return np.mean(solved) > 0.5 and all(
        numbers["tanh"]["solved_at"] < 0 for numbers in runs
    )


ADDING = Experiment(
    unit="gradients",
    name="activations",
    run=run_adding,
    seeds=tuple(range(3)),
    sentence=(
        "ReLU units that begin with the identity solve the adding problem in most "
        "runs, tanh units in none."
    ),
    claim=identity_learns_where_tanh_does_not,
)
