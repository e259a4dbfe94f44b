"""A stream of embedded Reber strings without end, with and without a forget gate.

Gers, Schmidhuber and Cummins (2000). A forget gate is held at exactly 1 by a bias of
100: its sigmoid rounds to 1 in float32 and float64, and the gradient of its weights,
which contains f (1 - f), is exactly 0. So the cell is that of
`lstm_without_forget_gate`, and training cannot change that.
"""

import numpy as np

from autograder.experiment import Experiment
from rnn_core import data
from rnn_core.models import build_model
from rnn_core.training import train

HELD_AT_ONE = 100.0
ARMS = {"with": 1.0, "without": HELD_AT_ONE}  # name: bias of the forget gate
HIDDEN, STREAMS, WINDOW = 8, 8, 30
TEST_SEED, TEST_STREAMS, TEST_WINDOW = 1000, 10, 500


def read_stream(model, windows):
    """Read fresh streams without a reset; error and largest memory, window by window.

    Returns
    -------
    dict
        ``symbols`` read so far in each stream, ``error`` (share of wrong predictions)
        and ``memory`` (largest absolute value), one entry a window; ``in_use``, the
        number of units whose memory is below 10 at the end, on average of the streams.
    """
    batches = data.continual_batches(
        np.random.default_rng(TEST_SEED), TEST_STREAMS, TEST_WINDOW
    )
    state, errors, largest = None, [], []
    for _, batch in zip(range(windows), batches, strict=False):
        result = model.run(batch.x, state)
        state = result.state
        errors.append(float(data.reber_mistakes(result.outputs, batch).mean()))
        largest.append(float(np.abs(result.layer_cache.c).max()))
    symbols = [TEST_WINDOW * (k + 1) for k in range(windows)]
    in_use = int((np.abs(state[1]).mean(axis=0) < 10).sum())
    return {"symbols": symbols, "error": errors, "memory": largest, "in_use": in_use}


def run_continual(seed, reduced=False):
    """Train on streams, the state carried along, then read new ones."""
    steps, windows = (1500, 6) if reduced else (5000, 20)
    numbers = {}
    for name, bias in ARMS.items():
        rng = np.random.default_rng(seed)
        model = build_model(
            "lstm", 7, HIDDEN, 7, rng, forget_bias=bias, dtype=np.float32
        )
        batches = data.continual_batches(rng, STREAMS, WINDOW)
        history = train(model, batches, steps, 0.005, carry_state=True)
        numbers[name] = {
            "trained_on": steps * STREAMS * WINDOW,
            **read_stream(history.model, windows),
        }
    return numbers


def forgetting_keeps_the_memory_small(runs):
    """Tell whether memories grow, and mistakes are more, where nothing is forgotten."""
    late = slice(-len(runs[0]["with"]["error"]) // 2, None)  # past the first symbols
    errors = {
        arm: np.mean([numbers[arm]["error"][late] for numbers in runs]) for arm in ARMS
    }
    grows = all(
        numbers["without"]["memory"][-1] > 10 * numbers["with"]["memory"][-1]
        for numbers in runs
    )
    return grows and errors["without"] > 5 * errors["with"]


CONTINUAL = Experiment(
    unit="lstm",
    name="continual_reber",
    run=run_continual,
    seeds=tuple(range(6)),
    sentence=(
        "Without a forget gate the memory grows with the stream in every run, and on "
        "average there are more than five times as many mistakes."
    ),
    claim=forgetting_keeps_the_memory_small,
)
