"""Agreement over a distance: "The cat, which …, was full", and what training does.

Networks predict every next word of generated sentences; what is measured is whether
they prefer the verb that agrees with a noun long before it. A question of Linzen,
Dupoux, Goldberg (2016), on sentences of our own making.
"""

import numpy as np

from autograder.experiment import Experiment
from rnn_core import data
from rnn_core.data.agreement import WORDS, distance
from rnn_core.models import build_model
from rnn_core.training import train
from solutions.gradients.results.models import descend_model

PHRASES = (1, 2, 4, 7, 10)  # of four words each; a network is trained on one length
BATCH, STEPS, CHECKS = 16, 2000, 5
ARMS = {  # name: cell, units, learning rate, momentum; None is Adam
    "descent": ("rnn", 32, 0.2, 0.0),
    "momentum": ("rnn", 32, 0.02, 0.9),  # in the long run steps of the same size
    "tanh": ("rnn", 32, 0.003, None),
    "lstm": ("lstm", 16, 0.01, None),
}
FORGET_BIAS = 5.0  # of the LSTM: half of a memory is left after 100 steps
TEST_SEED, TEST_SIZE = 1000, 500


def _batches(rng, phrases):
    while True:
        yield data.agreement_batch(rng, BATCH, phrases)


def _train(seed, arm, phrases):
    """Return the accuracy in the course of one training."""
    cell, hidden, rate, momentum = ARMS[arm]
    test = data.agreement_batch(np.random.default_rng(TEST_SEED), TEST_SIZE, phrases)
    rng = np.random.default_rng(seed)
    options = {"forget_bias": FORGET_BIAS} if cell == "lstm" else {}
    model = build_model(cell, len(WORDS), hidden, len(WORDS), rng, **options)
    model, batches = model.astype(np.float32), _batches(rng, phrases)

    def accuracy(model):
        return data.agreement_accuracy(model.run(test.x).outputs, test)

    every = STEPS // CHECKS
    if momentum is not None:
        options = {"clip": 1.0, "momentum": momentum}
        return descend_model(
            model, batches, STEPS, rate, evaluate=accuracy, every=every, **options
        )[0]
    history = train(
        model,
        batches,
        STEPS,
        rate,
        evaluate=lambda model: {"accuracy": accuracy(model)},
        evaluate_every=every,
    )
    return history.metrics["accuracy"].tolist()


def run_agreement(seed, reduced=False):
    """Train a network of each kind on each length."""
    lengths = (PHRASES[0], PHRASES[-1]) if reduced else PHRASES
    arms = ("descent",) if reduced else tuple(ARMS)
    numbers = {"distance": [distance(k) for k in lengths]}
    for arm in arms:
        numbers[arm] = [_train(seed, arm, k) for k in lengths]
    return numbers


def distance_decides(runs):
    """Tell whether plain descent learns the shortest distance and not the longest."""
    ends = [[course[-1] for course in numbers["descent"]] for numbers in runs]
    return all(accuracies[0] > 0.95 and accuracies[-1] < 0.65 for accuracies in ends)


AGREEMENT = Experiment(
    unit="gradients",
    name="agreement",
    run=run_agreement,
    seeds=tuple(range(3)),
    sentence=(
        "By plain descent the tanh network learns to agree over four words in every "
        "run, and over forty in none."
    ),
    claim=distance_decides,
)


MIXED_MOST, MIXED_BATCH, MIXED_STEPS = 7, 32, 3000


def run_mixed(seed, reduced=False):
    """Train the tanh network by plain descent on sentences of mixed lengths."""
    most, steps = (3, 2400) if reduced else (MIXED_MOST, MIXED_STEPS)
    rng = np.random.default_rng(TEST_SEED)
    tests = [data.agreement_batch(rng, TEST_SIZE, k) for k in range(most + 1)]
    _, hidden, rate, _ = ARMS["descent"]
    rng = np.random.default_rng(seed)
    model = build_model("rnn", len(WORDS), hidden, len(WORDS), rng)
    measured, _ = descend_model(
        model.astype(np.float32),
        data.agreement_batches(rng, MIXED_BATCH, most),
        steps,
        rate,
        clip=1.0,
        evaluate=lambda m: [
            data.agreement_accuracy(m.run(test.x).outputs, test) for test in tests
        ],
        every=steps // 4,
    )
    return {"distance": [distance(k) for k in range(most + 1)], "accuracy": measured}


def mixture_teaches(runs):
    """Tell whether most runs end right at the longest of their distances."""
    return np.mean([numbers["accuracy"][-1][-1] > 0.9 for numbers in runs]) > 0.5


MIXED = Experiment(
    unit="gradients",
    name="mixed_lengths",
    run=run_mixed,
    seeds=tuple(range(3)),
    sentence=(
        "On mixed lengths plain descent learns to agree over the longest distance too, "
        "in most runs."
    ),
    claim=mixture_teaches,
)
