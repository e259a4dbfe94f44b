"""Embedded Reber strings: what has to be carried, and which training can teach it.

Hochreiter and Schmidhuber (1997), experiment 1.
"""

import numpy as np

from autograder.experiment import Experiment
from rnn_core import data
from rnn_core.models import RecurrentModel, build_model
from rnn_core.training import train

BATCH = 16
TEST_STRINGS = 256
TEST_SEED = 1000  # the same test strings for every model


class OneStepModel(RecurrentModel):
    """A model whose gradient reaches one step back, as in Elman's procedure.

    The states are those of the whole string; each step is then trained as a sequence
    of its own that starts in the state before it.
    """

    def loss_and_gradients(self, batch, state=None):
        """Compute the loss, and its gradient through one step."""
        h = self.run(batch.x, state).layer_cache.h
        T, N, H = h.shape
        h_prev = np.concatenate([np.zeros_like(h[:1]), h[:-1]])
        steps = data.Batch(
            batch.x.reshape(1, T * N, -1),
            batch.targets.reshape(1, T * N),
            batch.mask.reshape(1, T * N),
        )
        return super().loss_and_gradients(steps, (h_prev.reshape(T * N, H),))


ARMS = {  # name: cell, units, options, how far the gradient goes
    "lstm": ("lstm", 8, {"forget_bias": 1.0}, RecurrentModel),
    "rnn": ("rnn", 15, {}, RecurrentModel),
    "rnn_one_step": ("rnn", 15, {}, OneStepModel),
}


def _mistakes_of(model, test):
    """Count the strings with a mistake at the long-range symbol, and elsewhere."""
    wrong = data.reber_mistakes(model.run(test.x).outputs, test)  # (T, N)
    steps = [data.long_range_step(string) for string in test.strings]
    far = np.zeros_like(wrong)
    far[steps, np.arange(len(steps))] = True
    return {
        "long_range": (wrong & far).any(axis=0).sum(),
        "elsewhere": (wrong & ~far).any(axis=0).sum(),
        "strings": wrong.any(axis=0).sum(),
    }


def run_reber(seed, reduced=False):
    """Train the three arms on the same kind of strings and test them as they learn."""
    test = data.reber_batch(np.random.default_rng(TEST_SEED), TEST_STRINGS)
    steps = 1600 if reduced else 2500
    numbers = {}
    for name, (cell, hidden, options, kind) in ARMS.items():
        rng = np.random.default_rng(seed)
        made = build_model(cell, 7, hidden, 7, rng, dtype=np.float32, **options)
        model = kind(made.cell, made.readout, made.loss, made.params)
        history = train(
            model,
            data.reber_batches(rng, BATCH),
            steps,
            0.01,
            evaluate=lambda model: _mistakes_of(model, test),
            evaluate_every=100,
        )
        courses = {key: values.astype(int) for key, values in history.metrics.items()}
        numbers[name] = {
            "parameters": model.count,
            "sequences": (BATCH * history.evaluated_at).tolist(),
            **{key: values.tolist() for key, values in courses.items()},
        }
    return numbers


def far_symbol_needs_the_whole_gradient(runs):
    """Tell whether both learn it with the whole gradient and one step is too little."""
    final = [{arm: numbers[arm] for arm in ARMS} for numbers in runs]
    return all(
        arms["rnn_one_step"]["long_range"][-1] > TEST_STRINGS / 5
        and arms["rnn_one_step"]["elsewhere"][-1] < TEST_STRINGS / 20
        and arms["lstm"]["long_range"][-1] < TEST_STRINGS / 20
        and arms["rnn"]["long_range"][-1] < TEST_STRINGS / 20
        for arms in final
    )


EMBEDDED_REBER = Experiment(
    unit="lstm",
    name="embedded_reber",
    run=run_reber,
    seeds=tuple(range(6)),
    sentence=(
        "With the whole gradient the LSTM and the plain RNN both learn the long-range "
        "symbol; with Elman's gradient of one step the RNN learns all but that."
    ),
    claim=far_symbol_needs_the_whole_gradient,
)
