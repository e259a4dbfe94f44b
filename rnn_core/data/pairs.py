"""Pairs of sequences of different lengths as a batch that a translator trains on."""

from typing import NamedTuple

import numpy as np

from rnn_core.data.batch import check_count, check_rng

STOP, START = 0, 1  # the first two symbols of every target vocabulary


class PairBatch(NamedTuple):
    """N source sequences and what they should become.

    ``x`` (S, N) are numbers of source symbols, ``lengths`` (N,) how many of them count;
    ``targets`` (T, N) are numbers of target symbols, the stop symbol at the end of each
    and behind it; ``mask`` (T, N) is True up to the first stop symbol.
    """

    x: np.ndarray
    lengths: np.ndarray
    targets: np.ndarray
    mask: np.ndarray


class Lexicon(NamedTuple):
    """The symbols of both sides; target symbols are numbered from 2 on."""

    source: tuple
    target: tuple

    def read(self, words):
        """Return the numbers of source symbols."""
        return [self.source.index(word) for word in words]

    def write(self, numbers):
        """Return the target symbols of numbers; start and stop have none."""
        return tuple(self.target[k - 2] for k in numbers if k > START)


def pair_batch(pairs, lexicon):
    """Put pairs into one padded batch.

    Parameters
    ----------
    pairs : sequence of (source, target)
        Sequences of symbols.
    lexicon : Lexicon
        Their numbers.

    Returns
    -------
    PairBatch

    Examples
    --------
    >>> lexicon = Lexicon(("a", "b"), ("x", "y", "z"))
    >>> batch = pair_batch([("ab", "zx"), ("b", "y")], lexicon)
    >>> batch.targets
    array([[4, 3],
           [2, 0],
           [0, 0]])
    """
    known = {symbol: k for k, symbol in enumerate(lexicon.source)}
    spoken = {symbol: k + 2 for k, symbol in enumerate(lexicon.target)}
    lengths = np.array([len(source) for source, _ in pairs])
    said = np.array([len(target) for _, target in pairs])
    x = np.zeros((lengths.max(), len(pairs)), int)
    targets = np.full((said.max() + 1, len(pairs)), STOP)
    for n, (source, target) in enumerate(pairs):
        x[: lengths[n], n] = [known[symbol] for symbol in source]
        targets[: said[n], n] = [spoken[symbol] for symbol in target]
    return PairBatch(x, lengths, targets, np.arange(len(targets))[:, None] <= said)


def pair_batches(pairs, lexicon, rng, size):
    """Draw batches for ever, each of pairs of similar source lengths.

    Parameters
    ----------
    pairs : sequence of (source, target)
        What to draw from.
    lexicon : Lexicon
        Numbers of their symbols.
    rng : numpy.random.Generator
        Shuffles the pairs anew each time all have been used.
    size : int
        Pairs in a batch.

    Yields
    ------
    PairBatch
        Short sentences with short ones and long with long ones: less padding.
    """
    check_rng(rng)
    size = check_count("size", size)
    lengths = np.array([len(source) + len(target) for source, target in pairs])
    while True:
        order = np.argsort(lengths + rng.uniform(0, 2, len(pairs)))
        starts = np.arange(0, len(pairs) - size + 1, size)
        for k in rng.permutation(starts):
            yield pair_batch([pairs[n] for n in order[k : k + size]], lexicon)
