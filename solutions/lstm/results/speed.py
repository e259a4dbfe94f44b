"""The plain and the fast layer, and PyTorch's: equal results, and how long they take.

The claim is about the results. Times depend on the machine and are only reported.
"""

import numpy as np

from autograder.experiment import Experiment
from benchmarks.lstm_layer import SIZES, disagreement, make_steps, measure


def run_speed(seed, reduced=False):
    """Compare and time the layers that can run here, one size after the other."""
    del seed  # the benchmark has its own
    numbers = {}
    for N, T, H in SIZES[:2] if reduced else SIZES:
        steps = make_steps(N, T, H)
        if "torch" not in steps and not reduced:
            raise RuntimeError(
                "the comparison needs PyTorch. Run: .venv/bin/pip install torch==2.13.0"
            )
        seconds = measure(steps, 3 if reduced else 40)
        numbers[f"N {N}, T {T}, H {H}"] = {
            "disagreement": disagreement(steps),
            "milliseconds": {
                name: (1e3 * np.quantile(values, (0.5, 0.1, 0.9))).tolist()
                for name, values in seconds.items()
            },
        }
    return numbers


def results_agree(runs):
    """Tell whether states and all gradients agree as far as float32 can."""
    # sums of up to 6,400 products, in different orders
    return all(
        size["disagreement"] < 1e-4 for numbers in runs for size in numbers.values()
    )


SPEED = Experiment(
    unit="lstm",
    name="speed",
    run=run_speed,
    seeds=(0,),
    sentence="The plain layer, the fast one and PyTorch's give the same results.",
    claim=results_agree,
    alone=True,
)
