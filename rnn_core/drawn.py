"""What is expected of tokens that were drawn from a model: frequencies, not values.

A property as those in `rnn_core.properties`.
"""

from typing import Any, NamedTuple

import numpy as np

from rnn_core.mismatch import Mismatch, as_array
from rnn_core.properties import SIGMAS

ENOUGH = 50  # variance of a count from which on six sigma mean what they say


class Drawn(NamedTuple):
    """Tokens (length, N) that a model wrote, each drawn by the model's probabilities.

    The model reads what was written; how often each token followed each other must be
    within six standard errors of what its probabilities say. Use it at 10,000 draws.
    """

    step: Any
    state: Any
    first: np.ndarray
    length: int
    temperature: float

    def mismatch(self, got, name):
        """Return None if `got` may have been drawn so, else what shows it was not."""
        array, shape = as_array(got), (self.length, len(self.first))
        if array is None or array.dtype.kind not in "iu":
            kind = type(got).__name__ if array is None else f"array of {array.dtype}"
            sentence = f"{name} is a {kind}, expected an array of whole numbers"
            return Mismatch(name, "type", sentence)
        if array.shape != shape:
            sentence = f"{name} has shape {array.shape}, expected (length, N) = {shape}"
            return Mismatch(name, "shape", sentence)
        fault = self._fault(array)
        return fault and Mismatch(name, fault[0], f"{name} {fault[1]}")

    def _fault(self, tokens):
        V = np.shape(self.step(self.first, self.state)[0])[-1]
        if tokens.min() < 0 or tokens.max() >= V:
            return (
                "range",
                f"holds {tokens.min()} to {tokens.max()}, expected 0 to {V - 1}",
            )
        if (tokens == tokens.flat[0]).all():
            return "constant", f"holds nothing but {tokens.flat[0]}"
        if (tokens[0] == self.first).all():
            return (
                "first",
                "begins with the tokens in first, which are given, not drawn",
            )
        scores, seen = self._scores(tokens), np.eye(V)[tokens]
        shares = self._shares(scores)
        away = deviation(seen, self._before(tokens), shares)
        if away > SIGMAS:
            return self._explained(tokens, seen, scores, away)
        if dependence(seen - shares) > SIGMAS:
            return "together", "holds draws that go together, expected independent ones"
        return None

    def _before(self, tokens):
        return np.concatenate([np.asarray(self.first)[None], tokens[:-1]])

    def _scores(self, tokens, feed_back=True, carry=True):
        """Return the scores (length, N, V) that a model gives while it reads."""
        read = self._before(tokens) if feed_back else [self.first] * len(tokens)
        state, scores = self.state, []
        for token in read:
            logits, after = self.step(token, state)
            state = after if carry else state
            scores.append(logits)
        return np.array(scores)

    def _shares(self, scores, exponent=None):
        scaled = scores * (1 / self.temperature if exponent is None else exponent)
        return np.exp(scaled - np.logaddexp.reduce(scaled, axis=-1, keepdims=True))

    def _explained(self, tokens, seen, scores, away):
        """Name the mistake that explains what was drawn, if there is one."""
        if (tokens == scores.argmax(axis=-1)).all():
            return "greedy", "holds the likeliest token everywhere, expected draws"
        before = self._before(tokens)
        others = {
            "temperature ignored": lambda: self._shares(scores, 1.0),
            "temperature multiplied": lambda: self._shares(scores, self.temperature),
            "not fed back": lambda: self._shares(self._scores(tokens, feed_back=False)),
            "state not carried": lambda: self._shares(
                self._scores(tokens, carry=False)
            ),
        }
        found = f"holds frequencies {away:.0f} standard errors away from the model's"
        for kind, shares in others.items():
            if deviation(seen, before, shares()) < SIGMAS:
                return kind, found
        return "frequencies", found


def deviation(seen, before, shares):
    """Return how many standard errors the worst frequency is away from its share.

    Counted for each token behind each other token, and for each token in all.
    """
    V = seen.shape[-1]
    behind = np.eye(V)[before]  # (length, N, V)
    counts = np.einsum("tnu,tnv->uv", behind, seen - shares)
    variances = np.einsum("tnu,tnv->uv", behind, shares * (1 - shares))
    counts = np.concatenate([counts, counts.sum(axis=0, keepdims=True)])
    variances = np.concatenate([variances, variances.sum(axis=0, keepdims=True)])
    enough = variances >= ENOUGH
    return float((np.abs(counts[enough]) / np.sqrt(variances[enough])).max(initial=0))


def dependence(residuals):
    """Return the correlation of neighbouring draws, in standard errors.

    Neighbours in time, and neighbours among the sequences.
    """
    worst = 0.0
    pairs = ((residuals[1:], residuals[:-1]), (residuals[:, 1:], residuals[:, :-1]))
    for a, b in pairs:
        products = (a * b).sum(axis=-1).ravel()
        error = np.sqrt((products**2).sum())
        worst = max(worst, abs(products.sum()) / error if error else 0.0)
    return worst
