"""What is expected where no single value is right: properties instead of numbers.

A property stands in the place of an expected value. Its ``mismatch`` returns None or a
`Mismatch` whose kind names the fault, so that a wrong answer can be recognised by it.
"""

from typing import NamedTuple

import numpy as np

from rnn_core.compare import compare
from rnn_core.mismatch import Mismatch, as_array, as_sequence

SIGMAS = 6  # a right answer fails once in 500 million draws


class Uniform(NamedTuple):
    """An array of independent numbers, uniform between two bounds.

    Mean and variance must lie within six standard errors; use it at large sizes.
    """

    shape: tuple
    low: float
    high: float

    def mismatch(self, got, name):
        """Return None if `got` may be such an array, else what shows that it is not."""
        return _mismatch(got, name, self.shape, self._fault)

    def _fault(self, array):
        bounds = f"expected numbers between {self.low:.4g} and {self.high:.4g}"
        if len(np.unique(array)) < 0.9 * array.size:
            return REPEATED
        low, high = array.min(), array.max()
        span = f"lies between {low:.4g} and {high:.4g}, {bounds}"
        if low >= 0 > self.low:
            return "one-sided", span
        slack = 1e-9 * (self.high - self.low)  # bounds are stored with twelve digits
        if low < self.low - slack or high > self.high + slack:
            return "too wide", span
        width, n = self.high - self.low, array.size
        mean_error = abs(array.mean() - (self.low + self.high) / 2)
        if mean_error > SIGMAS * width / np.sqrt(12 * n):
            return "off-centre", f"has the mean {array.mean():.4g}: {span}"
        variance_error = abs(array.var() - width**2 / 12)
        if variance_error > SIGMAS * width**2 / np.sqrt(180 * n):
            return "wrong spread", span
        return IN_ORDER if _in_order(array) else None


class Normal(NamedTuple):
    """An array of independent normal numbers with mean 0.

    Mean, variance and fourth moment must lie within six standard errors; use it at
    large sizes.
    """

    shape: tuple
    std: float

    def mismatch(self, got, name):
        """Return None if `got` may be such an array, else what shows that it is not."""
        return _mismatch(got, name, self.shape, self._fault)

    def _fault(self, array):
        if len(np.unique(array)) < 0.9 * array.size:
            return REPEATED
        n, mean, std = array.size, array.mean(), array.std()
        found = (
            f"has mean {mean:.4g} and standard deviation {std:.4g}, expected 0 and "
            f"{self.std:.4g}"
        )
        if abs(mean) > SIGMAS * std / np.sqrt(n):
            return "off-centre", found
        if abs(std**2 / self.std**2 - 1) > SIGMAS * np.sqrt(2 / n):
            return "wrong spread", found
        if abs(np.mean(array**4) / std**4 - 3) > SIGMAS * np.sqrt(96 / n):
            return "not normal", "is not normally distributed"
        return IN_ORDER if _in_order(array) else None


class Orthogonal(NamedTuple):
    """A square matrix Q with QᵀQ = I, every such matrix being equally likely.

    One draw must look like it: diagonal, fourth moment, and sums of rows and columns
    within six standard errors. Use it at sizes of 300 or more: a
    habit of signs moves the trace by half the root of the size.
    """

    size: int

    def mismatch(self, got, name):
        """Return None if `got` may be such a matrix, else what shows that it is not."""
        return _mismatch(got, name, (self.size, self.size), self._fault)

    def _fault(self, Q):
        off = np.abs(Q.T @ Q - np.eye(self.size)).max()
        if off > 1e-4:  # float32 loses 1e-6
            far = f"QᵀQ differs from the identity by up to {off:.2g}"
            return "not orthogonal", f"is not orthogonal: {far}"
        # entries are nearly normal with variance 1/H: a fourth moment of 3/H²
        if np.mean(Q**4) * self.size**2 > 4:
            return "not mixed", "has few large entries, expected all directions mixed"
        if abs(np.trace(Q)) > SIGMAS:  # normal with variance 1
            return "signs", f"has the trace {np.trace(Q):.3g}, expected one near 0"
        sums = np.concatenate([Q.sum(axis=0), Q.sum(axis=1)])
        if np.abs(sums).max() > SIGMAS:  # each normal with variance 1
            return "one direction", "has a column or row whose entries share a sign"
        return None


class TopologicalOrder(NamedTuple):
    """A list of names, each after all that it is computed from.

    ``operands`` maps every name to the names that must stand before it.
    """

    operands: dict

    def mismatch(self, got, name):
        """Return None if `got` is such a list, else what shows that it is not."""
        names = as_sequence(got)
        if names is None or not all(type(item) is str for item in names):
            kind = type(got).__name__
            sentence = f"{name} is a {kind}, expected a list of the nodes' names"
            return Mismatch(name, "type", sentence)
        fault = self._fault(list(names))
        return fault and Mismatch(name, fault[0], f"{name} {fault[1]}")

    def _fault(self, names):
        for item in names:
            if item not in self.operands:
                return f"unknown {item}", f"holds {item!r:.40}, which is no node's name"
            if names.count(item) > 1:
                return f"twice {item}", f"holds {item!r} {names.count(item)} times"
        for item in self.operands:
            if item not in names:
                return f"without {item}", f"lacks the node {item!r}"
        early = self._early(names)
        if early is None:
            return None
        kind = (
            "backward" if self._early(names[::-1]) is None else " before ".join(early)
        )
        return kind, f"has {early[0]!r} before {early[1]!r}, from which it is computed"

    def _early(self, names):
        place = {item: k for k, item in enumerate(names)}
        for item in names:
            for operand in self.operands[item]:
                if place[operand] > place[item]:
                    return item, operand
        return None


REPEATED = "repeated", "repeats the same numbers, expected independent draws"
IN_ORDER = "in order", "holds numbers in order, expected independent draws"


def _in_order(array):
    flat = array.ravel()
    return abs(np.corrcoef(flat[1:], flat[:-1])[0, 1]) > SIGMAS / np.sqrt(flat.size)


def _mismatch(got, name, shape, fault_of):
    """Look at type, shape and finiteness, then ask `fault_of` about the numbers."""
    array = as_array(got)
    if array is None:
        kind = type(got).__name__
        return Mismatch(name, "type", f"{name} is a {kind}, expected an array")
    if array.shape != tuple(shape):
        sentence = f"{name} has shape {array.shape}, expected {tuple(shape)}"
        return Mismatch(name, "shape", sentence)
    if not np.isfinite(array).all():
        sentence = f"{name} holds nan or infinity, expected finite numbers"
        return Mismatch(name, "finite", sentence)
    fault = fault_of(array.astype(float))
    return fault and Mismatch(name, fault[0], f"{name} {fault[1]}")


class Equilibria(NamedTuple):
    """A list of (y, stable), in any order: each of `points` once, and nothing else."""

    points: tuple

    def mismatch(self, got, name):
        """Return None if `got` is such a list, else what shows that it is not."""
        pairs = self._pairs(got)
        if pairs is None:
            kind = type(got).__name__
            sentence = f"{name} is a {kind}, expected a list of pairs (y, stable)"
            return Mismatch(name, "type", sentence)
        fault = self._fault(pairs)
        return fault and Mismatch(name, fault[0], f"{name} {fault[1]}")

    def _pairs(self, got):
        array = as_array(got)
        items = as_sequence(array.tolist() if array is not None else got)
        if items is None:
            return None
        pairs = [as_sequence(item) for item in items]
        if any(pair is None or len(pair) != 2 for pair in pairs):
            return None
        pairs = [tuple(map(as_array, pair)) for pair in pairs]
        if any(part is None or part.size != 1 for pair in pairs for part in pair):
            return None
        return [(float(y.item()), float(stable.item())) for y, stable in pairs]

    def _fault(self, pairs):
        found = [self._nearest(y) for y, _ in pairs]
        for (y, _), k in zip(pairs, found, strict=True):
            if k is None:
                return (
                    "not at rest",
                    f"holds y = {y:.6g}, where the neuron does not rest",
                )
        if len(set(found)) < len(found):
            return "twice", "holds the same equilibrium more than once"
        if len(found) < len(self.points):
            missing = set(range(len(self.points))) - set(found)
            kind = f"without {sorted(missing)}"
            return kind, f"holds {len(found)} equilibria, expected {len(self.points)}"
        wrong = [
            k for k, p in zip(found, pairs, strict=True) if p[1] != self.points[k][1]
        ]
        if not wrong:
            return None
        y, stable = self.points[wrong[0]]
        says = f"{name_of(not stable)}, expected {name_of(stable)}"
        return f"stability {sorted(wrong)}", f"calls y = {y:.4g} {says}"

    def _nearest(self, y):
        for k, (point, _) in enumerate(self.points):
            if abs(y - point) <= 1e-5 * (1 + abs(point)):  # six decimals are asked for
                return k
        return None


def name_of(stable):
    """Say whether an equilibrium is stable, in a word."""
    return "stable" if stable else "unstable"


class AnyOf(NamedTuple):
    """One of several values that are equally right, as tied results of a search."""

    options: tuple

    def mismatch(self, got, name):
        """Return None if `got` is one of them, else how it differs from the first."""
        found = [compare(got, option, name) for option in self.options]
        return None if None in found else found[0]


class TiedHypotheses(NamedTuple):
    """A list of (symbols, score), the best first, where equal scores leave a choice.

    ``scores`` are those expected, in order; ``allowed`` holds every sentence that there
    is, as a tuple of symbols, with its score.
    """

    scores: tuple
    allowed: tuple

    def mismatch(self, got, name):
        """Return None if `got` is such a list, else what shows that it is not."""
        pairs = self._pairs(got)
        if pairs is None:
            kind = type(got).__name__
            sentence = f"{name} is a {kind}, expected a list of pairs (symbols, score)"
            return Mismatch(name, "type", sentence)
        fault = self._fault(pairs)
        return fault and Mismatch(name, fault[0], f"{name} {fault[1]}")

    def _pairs(self, got):
        items = as_sequence(got)
        pairs = None if items is None else [as_sequence(item) for item in items]
        if pairs is None or any(pair is None or len(pair) != 2 for pair in pairs):
            return None
        pairs = [tuple(map(as_array, pair)) for pair in pairs]
        for symbols, score in pairs:
            if symbols is None or symbols.ndim != 1 or score is None or score.size != 1:
                return None
        return [
            (tuple(symbols.tolist()), float(score.item())) for symbols, score in pairs
        ]

    def _fault(self, pairs):
        allowed = dict(self.allowed)
        for symbols, score in pairs:
            if symbols not in allowed:
                return (
                    "no sentence",
                    f"holds {list(symbols)}, which is no whole sentence",
                )
            if not np.isclose(score, allowed[symbols], rtol=1e-5):
                found = f"{score:.6g}, expected {allowed[symbols]:.6g}"
                return "score", f"gives {list(symbols)} the score {found}"
        if len({symbols for symbols, _ in pairs}) < len(pairs):
            return "twice", "holds the same sentence more than once"
        scores = [score for _, score in pairs]
        if len(scores) != len(self.scores):
            sentence = f"holds {len(scores)} sentences, expected {len(self.scores)}"
            return f"{len(scores)} sentences", sentence
        if not np.allclose(scores, self.scores, rtol=1e-5):
            shown = ", ".join(f"{score:.4g}" for score in self.scores)
            return "other sentences", f"should hold sentences with the scores {shown}"
        return None
