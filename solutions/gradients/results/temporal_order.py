"""The temporal-order problem, with and without clipping, over growing lengths.

Hochreiter and Schmidhuber (1997), experiment 6; Pascanu, Mikolov, Bengio (2013).
"""

import numpy as np

from autograder.experiment import Experiment
from rnn_core import data
from rnn_core.models import build_model
from solutions.gradients.reference import orthogonal_init
from solutions.gradients.results.models import descend_model

LENGTHS = (20, 30, 50)
HIDDEN, BATCH, STEPS, EVERY = 32, 20, 3000, 500
RATE, CLIP = 0.05, 1.0
GAIN = 1.5  # recurrent weights so large that gradients can explode
TEST_SEED, TEST_SIZE = 1000, 500


def build(rng):
    """Make a tanh RNN that starts with large, orthogonal recurrent weights."""
    model = build_model("rnn", 6, HIDDEN, 4, rng, readout="last")
    large = {
        "W_hh": GAIN * orthogonal_init(HIDDEN, rng),
        "W_xh": rng.normal(0, 0.5, (6, HIDDEN)),
    }
    return model.with_params(model.params | large).astype(np.float32)


def _train(seed, T, clip, steps):
    test = data.temporal_order_batch(np.random.default_rng(TEST_SEED), TEST_SIZE, T)

    def error(model):
        return float(np.mean(model.run(test.x).outputs.argmax(axis=1) != test.targets))

    rng = np.random.default_rng(seed)
    model = build(rng)
    batches = data.temporal_order_batches(rng, BATCH, T)
    errors, norms = descend_model(
        model, batches, steps, RATE, clip=clip, evaluate=error, every=EVERY
    )
    return {
        "error": errors,
        "largest_norm": float(norms.max()),
        "median_norm": float(np.median(norms)),
    }


def run_temporal_order(seed, reduced=False):
    """Train with and without clipping on each length, from the same weights."""
    numbers = {}
    for T in (30,) if reduced else LENGTHS:
        for name, clip in (("clipped", CLIP), ("free", None)):
            numbers[f"{name} {T}"] = _train(seed, T, clip, 2000 if reduced else STEPS)
    return numbers


def clipping_helps(runs):
    """Tell whether at T = 30 every clipped run ends below every free one."""
    clipped = [numbers["clipped 30"]["error"][-1] for numbers in runs]
    free = [numbers["free 30"]["error"][-1] for numbers in runs]
    return max(clipped) < min(free)


TEMPORAL_ORDER = Experiment(
    unit="gradients",
    name="temporal_order",
    run=run_temporal_order,
    seeds=tuple(range(4)),
    sentence="Over 30 steps every clipped run ends better than every one without.",
    claim=clipping_helps,
)
