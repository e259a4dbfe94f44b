"""Counting language models: the next token from the last few, by interpolated counts.

Kneser and Ney's smoothing, as in Chen and Goodman (1999). Each count gives up a
discount, and what is collected goes to the model with one token less to look at. That
shorter model counts in how many contexts a token was seen and not how often.
"""

import functools
import math
from collections import Counter, defaultdict

BORDER = -1  # stands before the first token


class NGram:
    """An n-gram model of sequences of numbers.

    Parameters
    ----------
    sequences : list of (sequence of int)
        What to count in; each ends with the number of ``"<EOS>"``.
    order : int
        How many tokens an n-gram has: 1 looks at none before, 3 at two.
    V : int
        Size of the vocabulary.
    """

    def __init__(self, sequences, order, V):
        self.order, self.V = order, V
        grams = Counter(g for s in sequences for g in _grams(s, order))
        self.levels = []
        for _ in range(order):
            self.levels.append(_Level(grams))
            grams = _shorter(grams)
        self.levels.reverse()  # from no context to the longest
        self.probability = functools.cache(self._probability)

    def _probability(self, token, context):
        """Return how likely a token is behind a context of ``order - 1`` tokens."""
        p = 1 / self.V
        for length, level in enumerate(self.levels):
            p = level.mix(token, context[len(context) - length :], p)
        return p

    def log_probability(self, sequence):
        """Return the log-probability of a whole sequence, ``"<EOS>"`` included."""
        return sum(
            math.log(self.probability(gram[-1], gram[:-1]))
            for gram in _grams(sequence, self.order)
        )


class _Level:
    """Counts of n-grams of one length."""

    def __init__(self, grams):
        self.grams = grams
        self.total, self.kinds = defaultdict(int), defaultdict(int)
        for gram, count in grams.items():
            self.total[gram[:-1]] += count
            self.kinds[gram[:-1]] += 1
        once, twice = (sum(c == k for c in grams.values()) for k in (1, 2))
        # Ney's estimate, kept off 0 and 1 where nearly everything was seen often
        self.discount = (once + 0.5) / (once + 2 * twice + 1)

    def mix(self, token, context, shorter):
        """Take the discount off a count and give it to the shorter model."""
        total = self.total.get(context, 0)
        if not total:
            return shorter  # never seen: the shorter model answers alone
        kept = max(self.grams.get((*context, token), 0) - self.discount, 0)
        return (kept + self.discount * self.kinds[context] * shorter) / total


def _grams(sequence, order):
    padded = [BORDER] * (order - 1) + [int(k) for k in sequence]
    return [tuple(padded[k : k + order]) for k in range(len(sequence))]


def _shorter(grams):
    """Count, for each n-gram without its first token, what stood in front of it.

    Before the first token of a sequence there is nothing to vary: such n-grams keep
    their counts.
    """
    shorter = Counter()
    for gram, count in grams.items():
        starts = len(gram) > 2 and gram[1] == BORDER
        shorter[gram[1:]] += count if starts else 1
    return shorter
