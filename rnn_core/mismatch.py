"""A difference in words, and the allow-list of numeric types."""

from typing import NamedTuple

import numpy as np

NUMBERS = (bool, int, float)


class Mismatch(NamedTuple):
    """The first difference: which part, of what kind, and a sentence that shows it."""

    name: str
    kind: str  # "type", "structure", "shape", "finite", "value", or a property's fault
    sentence: str


def as_array(value):
    """Return a plain numeric array for an allowed value, else None.

    Allowed are numbers, NumPy scalars, plain arrays, and lists or tuples of these; not
    masked arrays, matrices, other subclasses, complex numbers or objects.
    """
    if type(value) is int and not -(2**63) <= value < 2**63:
        return np.asarray(_as_float(value))  # NumPy would make it an object
    if type(value) in NUMBERS:
        return np.asarray(value)
    if type(value) is np.ndarray or (
        isinstance(value, np.generic) and type(value).__module__ == "numpy"
    ):
        return np.asarray(value) if value.dtype.kind in "biuf" else None
    if type(value) not in (list, tuple):
        return None
    parts = [as_array(part) for part in value]
    if any(part is None for part in parts):
        return None
    if len({part.shape for part in parts}) > 1:
        return None
    return np.array(parts) if parts else np.zeros(0)


def as_sequence(value):
    """Return the items of a list, a tuple or any namedtuple, else None.

    The items come from the tuple itself, not from what a class may have redefined.
    """
    if type(value) is list or type(value) is tuple:
        return value
    if issubclass(type(value), tuple) and hasattr(type(value), "_fields"):
        return tuple.__getitem__(value, slice(None))
    return None


def then(sentence, more):
    """Add a sentence, with one stop between the two."""
    stop = "" if sentence.endswith((".", "?", "!")) else "."
    return f"{sentence}{stop} {more}" if more else sentence


def _as_float(value):
    try:
        return float(value)
    except OverflowError:
        return np.inf if value > 0 else -np.inf
