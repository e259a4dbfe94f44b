"""Descents on the surface with the cliff, from many starts, clipped and not.

The surface of Pascanu, Mikolov, Bengio (2013), figure 6.
"""

import numpy as np

from autograder.experiment import Experiment
from solutions.gradients.reference import descend

STARTS, STEPS = 40, 100
RATES = (0.1, 0.3, 1.0)
THRESHOLD = 0.3


def run_cliff(seed, reduced=False):
    """Walk from random starts near the cliff, at each rate, clipped and not."""
    rng = np.random.default_rng(seed)
    count = 15 if reduced else STARTS
    starts = np.column_stack(
        [rng.uniform(4.4, 5, count), rng.uniform(-2.7, -2.2, count)]
    )
    numbers = {}
    for rate in RATES:
        for name, threshold in (("free", None), ("clipped", THRESHOLD)):
            walks = [descend(w, b, rate, STEPS, threshold) for w, b in starts]
            jumps = [np.hypot(*np.diff(path, axis=0).T).max() for path, _ in walks]
            numbers[f"{name} {rate}"] = {
                "median_loss": float(np.median([losses[-1] for _, losses in walks])),
                "thrown": int(np.sum(np.array(jumps) > 1)),
                "longest_step": float(max(jumps)),
            }
    return numbers | {"starts": count}


def a_limit_keeps_walks_on_the_slope(runs):
    """Tell whether clipped walks end lower and none is thrown, at the middle rate."""
    return all(
        numbers["clipped 0.3"]["median_loss"] < numbers["free 0.3"]["median_loss"]
        and numbers["clipped 0.3"]["thrown"] == 0 < numbers["free 0.3"]["thrown"]
        for numbers in runs
    )


CLIFF = Experiment(
    unit="gradients",
    name="cliff",
    run=run_cliff,
    seeds=tuple(range(5)),
    sentence="At rate 0.3 clipped walks end lower, and none of them is thrown far.",
    claim=a_limit_keeps_walks_on_the_slope,
)
