"""Draw a wave from memory: clockwise RNN, LSTM and plain RNN with equal parameters.

The task of Koutnik et al. (2014), section 4.1, with waves of our own: no input at all,
and a target of 160 steps, a different one for each seed. The network has to produce it
from nothing but its own dynamics.
"""

import dataclasses

import numpy as np

from autograder.experiment import Experiment
from rnn_core.data import Batch
from rnn_core.models import build_model
from rnn_core.rnn import output_backward, output_forward, squared_error
from rnn_core.training import train

LENGTH, PARTIALS = 160, 6
PERIODS = np.repeat([1, 2, 4, 8, 16], 4)  # twenty units in five modules
SIZES = {"rnn": 17, "lstm": 8}  # for about as many parameters as the clockwise RNN


def wave(seed):
    """Return a wave of six partials, of periods from 8 to 160 steps; variance 1."""
    rng = np.random.default_rng([seed, 9])
    periods = 8 * 20 ** rng.uniform(0, 1, PARTIALS)
    phases, strengths = (
        rng.uniform(0, 2 * np.pi, PARTIALS),
        rng.uniform(0.3, 1, PARTIALS),
    )
    t = np.arange(LENGTH)[:, None]
    y = (strengths * np.sin(2 * np.pi * t / periods + phases)).sum(axis=1)
    return (y - y.mean()) / y.std()


def wave_batch(seed):
    """Return the one sequence: constant inputs, the wave as targets."""
    return Batch(np.ones((LENGTH, 1, 1)), wave(seed)[:, None, None])


def heard():
    """Return which unit hears which: those at least as slow as itself."""
    return PERIODS[:, None] >= PERIODS


def clock_forward(x, W_xh, W_hh, b_h):
    """Run `clockwise_rnn_cell_forward` along a sequence; a test compares the two."""
    W, drive = W_hh * heard(), x @ W_xh + b_h
    h_t, h = np.zeros(drive.shape[1:]), np.empty_like(drive)
    for t in range(len(x)):
        h_t = np.where(t % PERIODS == 0, np.tanh(drive[t] + h_t @ W), h_t)
        h[t] = h_t
    return h


def clock_backward(dh, x, h, W_hh):
    """Return the gradients of the three parameters."""
    W = W_hh * heard()
    before = np.concatenate([np.zeros_like(h[:1]), h[:-1]])
    carried, da = np.zeros_like(h[0]), np.empty_like(h)
    for t in reversed(range(len(h))):
        total, ticks = dh[t] + carried, t % PERIODS == 0
        da[t] = np.where(ticks, total * (1 - h[t] ** 2), 0)
        carried = np.where(ticks, 0, total) + da[t] @ W.T  # who rests hands all on
    dW_hh = np.einsum("tnh,tnk->hk", before, da) * heard()
    return np.einsum("tnd,tnh->dh", x, da), dW_hh, da.sum(axis=(0, 1))


@dataclasses.dataclass(frozen=True)
class ClockModel:
    """A clockwise RNN, read out at every step."""

    params: dict

    def with_params(self, params):
        """Return the same model with other parameters."""
        return ClockModel(params)

    def outputs(self, x):
        """Return what it draws."""
        p = self.params
        h = clock_forward(x, p["W_xh"], p["W_hh"], p["b_h"])
        return output_forward(h, p["W_hy"], p["b_y"])[0]

    def loss_and_gradients(self, batch, state=None):
        """Compute the loss and all gradients."""
        p = self.params
        h = clock_forward(batch.x, p["W_xh"], p["W_hh"], p["b_h"])
        y, cache = output_forward(h, p["W_hy"], p["b_y"])
        loss, dy = squared_error(y, batch.targets)
        dh, dW_hy, db_y = output_backward(dy, cache)
        parts = clock_backward(dh, batch.x, h, p["W_hh"])
        grads = dict(zip(("W_xh", "W_hh", "b_h"), parts, strict=True))
        return float(loss), {**grads, "W_hy": dW_hy, "b_y": db_y}, None


class WaveModel:
    """A layer of the course, read out at every step against targets of every step."""

    def __init__(self, model):
        self.model, self.params = model, model.params

    def with_params(self, params):
        """Return the same model with other parameters."""
        return WaveModel(self.model.with_params(params))

    def outputs(self, x):
        """Return what it draws."""
        return self.model.run(x).outputs

    def loss_and_gradients(self, batch, state=None):
        """Compute the loss and all gradients."""
        return self.model.loss_and_gradients(batch)


def make_model(arm, seed):
    """Draw a model of one arm."""
    rng = np.random.default_rng(seed)
    if arm != "clockwise":
        bias = {"forget_bias": 5.0} if arm == "lstm" else {}
        made = build_model(arm, 1, SIZES[arm], 1, rng, loss="squared_error", **bias)
        return WaveModel(made)
    H = len(PERIODS)
    bound = 1 / np.sqrt(H)
    params = {
        "W_xh": rng.uniform(-bound, bound, (1, H)),
        "W_hh": rng.uniform(-bound, bound, (H, H)) * heard(),
        "b_h": rng.uniform(-bound, bound, H),
        "W_hy": rng.uniform(-bound, bound, (H, 1)),
        "b_y": np.zeros(1),
    }
    return ClockModel(params)


def used(arm, model):
    """Count the parameters that are in use: the clock's cut connections are not."""
    total = sum(value.size for value in model.params.values())
    return int(total - ((~heard()).sum() if arm == "clockwise" else 0))


def run_waves(seed, reduced=False):
    """Train the three arms to draw one wave; the best of what each reached."""
    steps = 300 if reduced else 1000
    batch, numbers = wave_batch(seed), {"wave": wave(seed).tolist()}
    for arm in ("clockwise", "lstm", "rnn"):
        history = train(make_model(arm, seed), _again(batch), steps, 0.005)
        best = np.minimum.accumulate(history.losses)
        numbers[arm] = {
            "parameters": used(arm, history.model),
            "error": best[:: steps // 30].tolist(),
            "last": float(best[-1]),
            "drawn": history.model.outputs(batch.x)[:, 0, 0].tolist(),
        }
    numbers["steps"] = list(range(0, steps, steps // 30))
    return numbers


def _again(batch):
    while True:
        yield batch


def clockwise_draws_best(runs):
    """Tell whether the clockwise network is nearest to the wave in every run."""
    return all(
        numbers["clockwise"]["last"] < min(numbers[a]["last"] for a in ("lstm", "rnn"))
        for numbers in runs
    )


WAVES = Experiment(
    unit="variants",
    name="waves",
    run=run_waves,
    seeds=tuple(range(4)),
    sentence=(
        "With about as many parameters and steps, the clockwise RNN comes nearer to "
        "the wave than the LSTM and the plain RNN, in every run."
    ),
    claim=clockwise_draws_best,
)
