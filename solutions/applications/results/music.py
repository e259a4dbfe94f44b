"""Melodies: an LSTM against Markov chains, by surprise per note and by repetition.

The chains know one note before, two notes before, or two notes and the place in the
melody. They are counted on as many melodies as the LSTM has read.
"""

import numpy as np

from autograder.experiment import Experiment
from rnn_core.data.melodies import (
    NOTES,
    PHRASE,
    PHRASES,
    draw_melody,
    melody_batch,
    repeats,
    returns,
)
from rnn_core.models import build_model
from rnn_core.rnn import cross_entropy, softmax
from rnn_core.training import train

HIDDEN, BATCH, STEPS, RATE = 64, 32, 2000, 0.005
TESTS, TEST_SEED = 400, 1000
LENGTH = PHRASE * PHRASES
NONE = NOTES  # what stands before the first note
KEPT = 4  # composed melodies that are stored


def contexts(melodies, order, place):
    """Return what a chain sees before each note, as one number each (T, N)."""
    padded = np.concatenate([np.full((order, melodies.shape[1]), NONE), melodies])
    seen = np.zeros_like(melodies)
    for back in range(order):
        seen = seen * (NOTES + 1) + padded[back : back + LENGTH]
    if place:
        seen = seen * LENGTH + np.arange(LENGTH)[:, None]
    return seen


class Chain:
    """A Markov chain of some order, counted; a half is added to every count."""

    def __init__(self, melodies, order, place=False):
        self.order, self.place = order, place
        size = (NOTES + 1) ** order * (LENGTH if place else 1)
        counts = np.full((size, NOTES), 0.5)
        np.add.at(counts, (contexts(melodies, order, place), melodies), 1)
        self.p = counts / counts.sum(axis=1, keepdims=True)

    def perplexity(self, melodies):
        """Return the perplexity per note."""
        p = self.p[contexts(melodies, self.order, self.place), melodies]
        return float(np.exp(-np.log(p).mean()))

    def compose(self, rng, count):
        """Draw melodies (T, N)."""
        melodies = np.full((LENGTH, count), NONE)
        for t in range(LENGTH):
            seen = contexts(melodies, self.order, self.place)[t]
            melodies[t] = drawn(rng, self.p[seen])
        return melodies


def drawn(rng, p):
    """Draw one symbol for each row of probabilities."""
    return (p.cumsum(axis=1) > rng.random((len(p), 1))).argmax(axis=1)


def compose(model, rng, count):
    """Let a model compose melodies (T, N), each note drawn and fed back."""
    x, state, notes = np.zeros((1, count, NOTES)), None, []
    for _ in range(LENGTH):
        run = model.run(x, state)
        k = drawn(rng, softmax(run.outputs[0].astype(float)))
        x, state = (k[None, :, None] == np.arange(NOTES)).astype(float), run.state
        notes.append(k)
    return np.stack(notes)


def structure(melodies):
    """Return the shares of melodies that repeat the opening, and that return to it."""
    return {
        "repeats": float(np.mean([repeats(m) for m in melodies.T])),
        "returns": float(np.mean([returns(m) for m in melodies.T])),
    }


def fit(rng, steps=STEPS, hidden=HIDDEN):
    """Train the LSTM on fresh melodies; return it and what it has read (T, N)."""
    model = build_model(
        "lstm", NOTES, hidden, NOTES, rng, forget_bias=1.0, dtype=np.float32
    )
    read = []

    def batches():
        while True:
            batch = melody_batch(rng, BATCH)
            read.append(batch.targets)
            yield batch

    model = train(model, batches(), steps, RATE, progress=False).model
    return model, np.concatenate(read, axis=1)


def run_music(seed, reduced=False):
    """Train the LSTM, count the chains, let all compose."""
    rng = np.random.default_rng(seed)
    test = melody_batch(np.random.default_rng(TEST_SEED), TESTS)
    model, read = fit(rng, 400 if reduced else STEPS, 32 if reduced else HIDDEN)
    loss = cross_entropy(model.run(test.x).outputs, test.targets)[0]
    composed = compose(model, rng, TESTS)
    rules = np.stack([draw_melody(rng) for _ in range(TESTS)], axis=1)
    numbers = {
        "rules": structure(rules),
        "lstm": {"perplexity": float(np.exp(loss)), **structure(composed)},
        "composed": composed[:, :KEPT].T.tolist(),
    }
    kinds = {"first": (1, False), "second": (2, False), "placed": (2, True)}
    for name, (order, place) in kinds.items():
        chain = Chain(read, order, place)
        melodies = chain.compose(rng, TESTS)
        value = {"perplexity": chain.perplexity(test.targets), **structure(melodies)}
        numbers[name] = value
        numbers[f"{name}_composed"] = melodies[:, :KEPT].T.tolist()
    return numbers


def the_lstm_is_less_surprised_and_repeats(runs):
    """Tell whether the LSTM is less surprised than a chain, and no chain repeats.

    A reduced training is too short to repeat; it must be less surprised already.
    """
    return all(
        numbers["lstm"]["perplexity"] < numbers["second"]["perplexity"]
        and numbers["rules"]["repeats"] == 1
        and all(numbers[k]["repeats"] < 0.1 for k in ("first", "second", "placed"))
        for numbers in runs
    )


MUSIC = Experiment(
    unit="applications",
    name="music",
    run=run_music,
    seeds=(0, 1, 2),
    sentence=(
        "The LSTM is less surprised by new melodies than a Markov chain of second "
        "order, and no chain repeats its opening phrase as the rules do."
    ),
    claim=the_lstm_is_less_surprised_and_repeats,
)
