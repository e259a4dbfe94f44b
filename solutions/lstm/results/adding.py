"""The adding problem over biases of the forget gate, and a plain RNN beside it.

The task: Hochreiter and Schmidhuber (1997), Le et al. (2015). The question:
Jozefowicz et al. (2015).
"""

import numpy as np

from autograder.experiment import Experiment
from rnn_core import data
from rnn_core.models import build_model
from rnn_core.training import train

STEPS_T, BATCH, HIDDEN = 60, 50, 16
BIASES = (-2, 0, 1, 2, 3)
SOLVED = 0.05  # mean squared error; always answering 1 gives 1/6
EVERY = 50
TEST_SEED, TEST_SIZE = 1000, 500


def _course_of(cell, seed, steps, **options):
    """Train one model; return its test error after every `EVERY` steps."""
    test = data.adding_batch(np.random.default_rng(TEST_SEED), TEST_SIZE, STEPS_T)

    def evaluate(model):
        return {"error": np.mean((model.run(test.x).outputs - test.targets) ** 2)}

    rng = np.random.default_rng(seed)
    options |= {"readout": "last", "loss": "squared_error", "dtype": np.float32}
    history = train(
        build_model(cell, 2, HIDDEN, 1, rng, **options),
        data.adding_batches(rng, BATCH, STEPS_T),
        steps,
        0.005,
        evaluate=evaluate,
        evaluate_every=EVERY,
    )
    return history.evaluated_at, history.metrics["error"]


def _summary(at, errors):
    """Return the course and the first step at which the task counts as solved."""
    below = np.flatnonzero(errors < SOLVED)
    return {
        "error": errors.tolist(),
        "solved_at": int(at[below[0]]) if len(below) else -1,
    }


def run_adding(seed, reduced=False):
    """Train an LSTM with each bias, then a plain RNN."""
    biases, steps = ((0, 3), 1300) if reduced else (BIASES, 2000)
    numbers = {"T": STEPS_T}
    for bias in biases:
        at, errors = _course_of("lstm", seed, steps, forget_bias=float(bias))
        numbers[f"bias {bias}"] = _summary(at, errors)
    at, errors = _course_of("rnn", seed, steps)
    numbers["rnn"] = _summary(at, errors)
    numbers["steps"] = at.tolist()
    return numbers


def _median_steps(runs, bias):
    """Return the median of the steps until solved; unsolved counts as endless."""
    steps = [numbers[f"bias {bias}"]["solved_at"] for numbers in runs]
    return np.median([at if at > 0 else np.inf for at in steps])


def open_gates_learn_sooner(runs):
    """Tell whether a bias of 3 needs fewer steps than 0, and the plain RNN fails."""
    return _median_steps(runs, 3) < _median_steps(runs, 0) and all(
        numbers["rnn"]["solved_at"] < 0 for numbers in runs
    )


ADDING = Experiment(
    unit="lstm",
    name="adding",
    run=run_adding,
    seeds=tuple(range(4)),
    sentence=(
        "In the median the LSTM with a forget bias of 3 solves the task earlier than "
        "the one with 0, and the plain RNN solves it in no run."
    ),
    claim=open_gates_learn_sooner,
)
