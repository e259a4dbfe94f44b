"""Simple values as Python source: what a saved function may take with it."""

import math

import numpy as np

MAX_ITEMS = 1000

_PLAIN = (str, bytes, bool, int, type(None), type(Ellipsis))
_BRACKETS = {list: "[{}]", set: "{{{}}}", tuple: "({})", frozenset: "frozenset([{}])"}


class NotSimpleError(Exception):
    """The value cannot be written down as source; the message says what it is."""


def as_source(value):
    """Return an expression that makes an equal value.

    Numbers, strings, booleans, None, ranges, slices, containers of these and small
    arrays. Arrays need the name ``numpy`` where the expression is evaluated.

    Raises
    ------
    NotSimpleError
        For everything else.
    """
    if _count(value, depth=0) > MAX_ITEMS:
        raise NotSimpleError(f"more than {MAX_ITEMS:,} values")
    return _write(value)


def uses_numpy(value):
    """Tell whether `as_source` of the value speaks of ``numpy``."""
    if isinstance(value, dict):
        return any(map(uses_numpy, [*value, *value.values()]))
    if isinstance(value, list | tuple | set | frozenset):
        return any(map(uses_numpy, value))
    return isinstance(value, np.ndarray | np.generic)


def _count(value, depth):
    if depth > 20:
        raise NotSimpleError("a container nested more than 20 deep")
    if isinstance(value, np.ndarray):
        return value.size
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list | tuple | set | frozenset):
        return 1 + sum(_count(item, depth + 1) for item in value)
    if isinstance(value, str | bytes | int):
        return 1 + (len(value) if isinstance(value, str | bytes) else 0) // 100
    return 1


def _write(value):
    kind = type(value)  # exactly: a subclass would come back as its base
    if kind in _PLAIN:
        return repr(value)
    if kind is float:
        return _real(value)
    if kind is complex:
        return f"complex({_real(value.real)}, {_real(value.imag)})"
    if kind in (range, slice):
        parts = ", ".join(_write(p) for p in (value.start, value.stop, value.step))
        return f"{kind.__name__}({parts})"
    if kind is dict:
        return (
            "{" + ", ".join(f"{_write(k)}: {_write(v)}" for k, v in value.items()) + "}"
        )
    if kind in _BRACKETS:
        return _container(value)
    if kind is np.ndarray:
        return _array(value)
    if isinstance(value, np.generic):
        return f"{_array(np.asarray(value))}[()]"
    raise NotSimpleError(f"of type {kind.__name__}")


def _real(x):
    return repr(x) if math.isfinite(x) else f'float("{x}")'


def _container(value):
    kind = type(value)
    if kind is set and not value:
        return "set()"
    # Sorted, so that the same set gives the same file in every session.
    items = [_write(item) for item in value]
    items = sorted(items) if kind in (set, frozenset) else items
    comma = "," if kind is tuple and len(items) == 1 else ""
    return _BRACKETS[kind].format(", ".join(items) + comma)


def _array(value):
    if value.dtype.kind not in "biufcU" or value.dtype.char in "gG":
        raise NotSimpleError(f"an array of dtype {value.dtype}")
    text = f"numpy.array({_write(value.tolist())}, dtype={value.dtype.str[1:]!r})"
    # An empty or 0-d array's nested list does not tell its shape.
    return text if value.size and value.ndim else f"{text}.reshape({value.shape})"
