"""Chapter 7, speech and CTC: arguments for the checks.

Scores are drawn with two decimals, labels so that the rule in question matters.
"""

import itertools

import numpy as np

from rnn_core.properties import AnyOf
from solutions.applications import reference

# unrolled-canary: keep out of anything published


def scores(rng, T, V, spread=2.0):
    """Draw scores with two decimals, short enough to read in a message."""
    return rng.normal(0, spread, (T, V)).round(2)


def unlike(rng, L, V, blank=0):
    """Draw labels of which no two neighbours are equal."""
    symbols = [k for k in range(V) if k != blank]
    labels = []
    for _ in range(L):
        labels.append(int(rng.choice([k for k in symbols if k not in labels[-1:]])))
    return np.array(labels, dtype=int)


def twice(rng, V, blank=0, L=3):
    """Draw labels of which two neighbours are equal, as in hao bang bang."""
    labels = unlike(rng, L - 1, V, blank)
    place = int(rng.integers(L - 1))
    return np.insert(labels, place, labels[place])


def some_path(rng, *, V=5, blank=0, runs=7, again=False):
    """Draw a path in runs of one to three frames.

    With `again` a label, a blank and the same label follow each other in it.
    """
    run = list(unlike(rng, runs, V, blank=-1))
    place = int(rng.integers(runs - 2))
    label = int(rng.choice([k for k in range(V) if k != blank]))
    run[place : place + 3] = [label, blank, label] if again else [label, blank, blank]
    return np.repeat(run, rng.integers(1, 4, len(run)))


def without_again(rng, V=5, blank=0):
    """Draw a path in which no label is heard twice, before and behind a blank."""
    labels = unlike(rng, 4, V, blank)
    symbols = [k for label in labels for k in (label, blank)]
    return np.repeat(symbols, rng.integers(1, 4, len(symbols)))


def long_labels(rng, T, V):
    """Draw labels for many frames: each is said five frames after the last."""
    return unlike(rng, T // 5, V)


def best_labels(logits, width, blank=0):
    """Return every best labelling, and its log-probability, by trying all of them."""
    T, V = logits.shape
    symbols = [k for k in range(V) if k != blank]
    tried = {}
    for L in range(T + 1):
        for labels in itertools.product(symbols, repeat=L):
            array = np.array(labels, dtype=int)
            tried[labels] = reference.ctc_log_likelihood(logits, array, blank)
    best = max(tried.values())
    ties = [np.array(k, dtype=int) for k, v in tried.items() if best - v < 1e-9]
    return AnyOf(tuple(ties)), best


def mirrored(rng, T, V, first, second):
    """Draw scores in which two symbols are exchangeable: the best labels are tied."""
    logits = scores(rng, T, V)
    logits[:, second] = logits[:, first] = logits.max() + 1
    return logits


def where_best_path_fails(rng, T=4, V=3, blank=0):
    """Draw scores whose best path does not say the most probable labels."""
    while True:
        logits = scores(rng, T, V, spread=1.0)
        (options,), _ = best_labels(logits, None, blank)
        path = reference.ctc_collapse(logits.argmax(axis=1), blank)
        if len(options) == 1 and len(options[0]) and list(path) != list(options[0]):
            return logits


def where_it_is_said_twice(rng, T=5, V=3, blank=0):
    """Draw scores whose most probable labels hold a label twice in a row."""
    while True:
        logits = scores(rng, T, V, spread=1.5)
        (options,), _ = best_labels(logits, None, blank)
        labels = options[0]
        if len(options) == 1 and (labels[1:] == labels[:-1]).any():
            return logits
