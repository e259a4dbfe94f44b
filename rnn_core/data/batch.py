"""What every batch has, and the checks that every generator makes of its arguments."""

import operator
from typing import NamedTuple

import numpy as np


class Batch(NamedTuple):
    """Inputs and targets of N sequences.

    ``x`` is (T, N, D). ``targets`` is (T, N) classes where every step is predicted, or
    (N, V) numbers where the sequence is. ``mask`` is (T, N), True where a step counts,
    or None where all do.
    """

    x: np.ndarray
    targets: np.ndarray
    mask: np.ndarray | None = None


def check_rng(rng):
    """Return `rng` if it is a NumPy generator, else raise a TypeError."""
    if isinstance(rng, np.random.Generator):
        return rng
    raise TypeError(
        f"rng is {rng!r}, expected a numpy.random.Generator: "
        "make one with np.random.default_rng(seed)"
    )


def check_count(name, value, least=1):
    """Return `value` as an int if it is one and at least `least`, else raise."""
    try:
        count = operator.index(value)
    except TypeError:
        raise TypeError(
            f"{name} is {value!r}, expected a whole number such as {least + 1}"
        ) from None
    if count < least:
        raise ValueError(f"{name} is {count}, expected at least {least}")
    return count
