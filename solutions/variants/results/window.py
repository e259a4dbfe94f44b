"""Predict from a window of steps behind and ahead: one direction against two.

The regression of Schuster and Paliwal (1997), section III: inputs are noise, and the
target is a weighted sum of the inputs around each step, 10 back and 20 ahead. A network
that reads from left to right cannot know the part that is still to come; one that may
answer 20 steps late has seen it.
"""

import dataclasses

import numpy as np

from autograder.experiment import Experiment
from rnn_core.data import Batch
from rnn_core.rnn import (
    output_backward,
    output_forward,
    rnn_backward,
    rnn_forward,
    squared_error,
)
from rnn_core.training import train
from rnn_core.variants import bidirectional_backward, bidirectional_forward

BACK, AHEAD = 10, 20
LENGTH, BATCH = 50, 16
RATE = 0.005
TEST_SEED, TEST_SIZE = 1000, 100
ARMS = {"one": (1, 24, 0), "late": (1, 24, AHEAD), "both": (2, 16, 0)}
NAMES = ("W_xh", "W_hh", "b_h")


def window_weights():
    """Return the weights of the inputs from 10 steps back to 20 ahead.

    They fall evenly to both sides; scaled so that the target has variance 1.
    """
    back = np.arange(1, BACK + 2) / (BACK + 1)
    ahead = 1 - np.arange(1, AHEAD + 1) / (AHEAD + 1)
    weights = np.concatenate([back, ahead])
    return weights / np.sqrt((weights**2).sum() / 3)  # inputs from -1 to 1


def causal_floor():
    """Return the error that is left for who knows everything up to now."""
    return float((window_weights()[BACK + 1 :] ** 2).sum() / 3)


def window_batch(rng, size, late=0):
    """Draw sequences whose window never leaves them; targets come `late` steps late."""
    weights = window_weights()
    noise = rng.uniform(-1, 1, (BACK + LENGTH + AHEAD, size))
    y = np.stack([weights @ noise[t : t + len(weights)] for t in range(LENGTH)])
    T = len(noise)
    targets, mask = np.zeros((T, size, 1)), np.zeros((T, size), bool)
    targets[BACK + late : BACK + late + LENGTH, :, 0] = y
    mask[BACK + late : BACK + late + LENGTH] = True
    return Batch(noise[:, :, None], targets, mask)


@dataclasses.dataclass(frozen=True)
class WindowModel:
    """A tanh RNN in one or two directions, read out at every step."""

    params: dict

    def with_params(self, params):
        """Return the same model with other parameters."""
        return WindowModel(params)

    def _layers(self):
        kinds = sorted({name.split(".")[0] for name in self.params if "." in name})
        return [[self.params[f"{kind}.{name}"] for name in NAMES] for kind in kinds]

    def run(self, x):
        """Return the states and what the way back needs."""
        layers, N = self._layers(), x.shape[1]
        H = layers[0][1].shape[0]
        if len(layers) == 1:
            return rnn_forward(x, np.zeros((N, H)), *layers[0])
        lengths = np.full(N, len(x))
        return bidirectional_forward(x, lengths, np.zeros((2, N, H)), *layers)

    def outputs(self, x):
        """Return the predictions."""
        return output_forward(self.run(x)[0], self.params["W_hy"], self.params["b_y"])

    def loss_and_gradients(self, batch, state=None):
        """Compute the loss of a batch and all gradients."""
        h, cache = self.run(batch.x)
        y, out = output_forward(h, self.params["W_hy"], self.params["b_y"])
        loss, dy = squared_error(y, batch.targets, batch.mask)
        dh, dW_hy, db_y = output_backward(dy, out)
        if hasattr(cache, "lengths"):
            layers = bidirectional_backward(dh, cache)[2:]
        else:
            layers = [rnn_backward(dh, cache)[2:]]
        grads = {"W_hy": dW_hy, "b_y": db_y}
        for kind, parts in zip(("1", "2"), layers, strict=False):
            named = zip(NAMES, parts, strict=True)
            grads |= {f"{kind}.{name}": part for name, part in named}
        return float(loss), grads, None


def window_model(rng, directions, H):
    """Draw a model; weights are uniform between -1/sqrt(H) and 1/sqrt(H)."""
    bound = 1 / np.sqrt(H)
    params = {
        "W_hy": rng.uniform(-bound, bound, (directions * H, 1)),
        "b_y": np.zeros(1),
    }
    for kind in ("1", "2")[:directions]:
        params[f"{kind}.W_xh"] = rng.uniform(-bound, bound, (1, H))
        params[f"{kind}.W_hh"] = rng.uniform(-bound, bound, (H, H))
        params[f"{kind}.b_h"] = np.zeros(H)
    return WindowModel(params)


def window_batches(rng, late):
    """Draw batches for ever."""
    while True:
        yield window_batch(rng, BATCH, late)


def run_window(seed, reduced=False):
    """Train the three arms; their errors on fresh sequences as they learn."""
    steps, numbers = (200 if reduced else 500), {"floor": causal_floor()}
    for arm, (directions, H, late) in ARMS.items():
        test = window_batch(np.random.default_rng(TEST_SEED), TEST_SIZE, late)

        def error(model, test=test):
            y, _ = model.outputs(test.x)
            return {"error": squared_error(y, test.targets, test.mask)[0]}

        rng = np.random.default_rng(seed)
        model = window_model(rng, directions, H)
        history = train(
            model,
            window_batches(rng, late),
            steps,
            RATE,
            evaluate=error,
            evaluate_every=50,
        )
        numbers[arm] = {
            "parameters": int(sum(value.size for value in model.params.values())),
            "error": history.metrics["error"].tolist(),
        }
    numbers["steps"] = history.evaluated_at.tolist()
    return numbers


def both_directions_pass_the_floor(runs):
    """Tell whether one direction stays above the floor and two go far below it."""
    return all(
        numbers["one"]["error"][-1] > 0.95 * numbers["floor"]
        and numbers["both"]["error"][-1] < 0.5 * numbers["floor"]
        for numbers in runs
    )


WINDOW = Experiment(
    unit="variants",
    name="window",
    run=run_window,
    seeds=tuple(range(4)),
    sentence=(
        "A network that reads from left to right stays above the error that the unseen "
        "part of the window leaves; one that reads in both directions goes far below."
    ),
    claim=both_directions_pass_the_floor,
)
