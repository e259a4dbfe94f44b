"""The one comparator: it tells whether a function returned what was expected.

Types come from an allow-list, so that no object can decide for itself whether it is
equal. Then structure, shape, finiteness, and last the numbers.
"""

import numpy as np

from rnn_core.mismatch import NUMBERS, Mismatch, as_array, as_sequence

RTOL = 1e-5  # float32 over 100 steps loses 1e-6 of the largest entry


def compare(got, expected, name="the result", shape="", rtol=RTOL):
    """Return None if `got` is as `expected`, else the first `Mismatch`.

    Parameters
    ----------
    got : object
        What came from the student's code. Lists and tuples pass for arrays, float32
        for float64, 0-d arrays for scalars.
    expected : None, bool, int, float, str, ndarray, tuple, list, dict or record
        What should have come; or a property of `rnn_core.properties`.
    name : str
        What to call the value in the sentence.
    shape : str
        Its shape in letters, such as ``(N, H)``, for the sentence.
    rtol : float
        Relative tolerance; entries pass when they differ by no more than
        ``rtol * |e| + 0.1 * rtol * max|e| + 1e-12``.
    """
    if hasattr(expected, "mismatch"):  # a property in place of a value
        return expected.mismatch(got, name)
    if isinstance(expected, dict):
        return _compare_dicts(got, expected, name, rtol)
    if isinstance(expected, tuple | list):
        return _compare_sequences(got, expected, name, rtol)
    if expected is None or isinstance(expected, str):
        return _compare_plain(got, expected, name)
    return _compare_numbers(got, np.asarray(expected), name, shape, rtol)


def _compare_plain(got, expected, name):
    if type(got) is type(expected) and got == expected:
        return None
    return Mismatch(name, "value", f"{name} is {_show(got)}, expected {expected!r}")


def _compare_dicts(got, expected, name, rtol):
    if type(got) is not dict:
        return _wrong_type(got, name, f"a dict with {', '.join(map(str, expected))}")
    for key in expected:
        if key not in got:
            sentence = f"{name} has no entry {key!r}, expected one"
            return Mismatch(name, "structure", sentence)
        difference = compare(got[key], expected[key], f"{name}[{key!r}]", rtol=rtol)
        if difference:
            return difference
    if len(got) > len(expected):
        extra = next(key for key in got if key not in expected)
        sentence = f"{name} has an entry {_show(extra)} that was not asked for"
        return Mismatch(name, "structure", sentence)
    return None


def _compare_sequences(got, expected, name, rtol):
    record = hasattr(expected, "_fields")
    what = f"{len(expected)} values"
    if record:
        what = f"{type(expected).__name__}({', '.join(expected._fields)})"
    items = as_sequence(got)
    if items is None:
        return _wrong_type(got, name, what)
    if len(items) != len(expected):
        sentence = f"{name} holds {len(items)} values, expected {what}"
        return Mismatch(name, "structure", sentence)
    for k, part in enumerate(expected):
        label = f"{name}.{expected._fields[k]}" if record else f"{name}[{k}]"
        difference = compare(items[k], part, label, rtol=rtol)
        if difference:
            return difference
    return None


def _compare_numbers(got, expected, name, shape, rtol):
    array = as_array(got)
    wanted = f"{shape} = {expected.shape}" if shape else f"{expected.shape}"
    if array is None:
        what = f"an array of shape {wanted}" if expected.ndim else "a number"
        return _wrong_type(got, name, what)
    if array.shape != expected.shape:
        return _wrong_shape(array, expected, name, wanted)
    where = _non_finite_difference(array, expected)
    if where is not None:
        at = f" at {_index(where)}" if expected.ndim else ""
        return Mismatch(
            name,
            "finite",
            f"{name} is {array[where]}{at}, expected {expected[where]:.6g}",
        )
    return _compare_values(array, expected, name, rtol)


def _wrong_shape(array, expected, name, wanted):
    if expected.ndim == 0:
        sentence = f"{name} has shape {array.shape}, expected a single number"
        return Mismatch(name, "shape", sentence)
    sentence = f"{name} has shape {array.shape}, expected {wanted}"
    if array.ndim > 1 and array.shape == expected.shape[::-1]:
        sentence += ": is a matrix transposed?"
    elif array.ndim < expected.ndim:
        sentence += ": was an axis summed or indexed away?"
    return Mismatch(name, "shape", sentence)


def _non_finite_difference(array, expected):
    """Return the first index where one is not finite and the other is not the same."""
    array, expected = array.astype(float), expected.astype(float)
    same = (array == expected) | (np.isnan(array) & np.isnan(expected))
    bad = ~(np.isfinite(array) & np.isfinite(expected)) & ~same
    return tuple(np.argwhere(bad)[0]) if bad.any() else None


def _compare_values(array, expected, name, rtol):
    finite = np.isfinite(expected.astype(float))
    a = np.where(finite, array, 0).astype(float)
    e = np.where(finite, expected, 0).astype(float)
    largest = np.abs(e).max(initial=0.0)
    tolerance = rtol * np.abs(e) + 0.1 * rtol * largest + 1e-12
    if expected.dtype.kind in "biu":
        tolerance = np.zeros_like(e)  # counts and flags are exact
    error = np.abs(a - e)
    wrong = error > tolerance
    if not wrong.any():
        return None
    where = np.unravel_index(np.argmax(error - tolerance), error.shape)
    numbers = f"got {a[where]:.6g}, expected {e[where]:.6g}"
    if array.ndim and array.dtype.kind in "iu" and expected.dtype.kind == "f":
        numbers += ". It holds whole numbers only: was it written into an int array?"
    if expected.ndim == 0:
        return Mismatch(name, "value", f"{name} is not right: {numbers}")
    return Mismatch(
        name,
        "value",
        f"{name} is wrong in {int(wrong.sum())} of {wrong.size} places; most of all "
        f"at {_index(where)}: {numbers}",
    )


def _wrong_type(got, name, wanted):
    sentence = f"{name} is {_show(got)}, expected {wanted}"
    if got is None:
        sentence += ": is a return missing?"
    return Mismatch(name, "type", sentence)


def _show(value):
    """Name a value without calling anything that student code could have defined."""
    if value is None or type(value) in NUMBERS:
        return repr(value)
    if type(value) is str:
        return repr(value[:40])
    if type(value) in (tuple, list):
        return f"a {type(value).__name__} of {len(value)} values"
    return f"a {type(value).__name__}"


def _index(where):
    return "[" + ", ".join(str(int(k)) for k in where) + "]"
