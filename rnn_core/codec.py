"""Values as plain data: what a JSON file (and no pickle) can hold.

Arrays become ``{"array": flat list, "shape": […], "dtype": "float64"}``; tuples, dicts,
records and non-finite numbers are tagged. `decode(encode(value))` gives the value back.
"""

import math

import numpy as np

from rnn_core import drawn, program, properties, records

DTYPES = ("float64", "float32", "int64", "int32", "bool")
RECORDS = {
    name: record
    for module in (records, properties, drawn, program)
    for name, record in vars(module).items()
    if hasattr(record, "_fields") and record.__module__ == module.__name__
}


def encode(value, digits=None):
    """Turn a value into plain data.

    Parameters
    ----------
    value : None, bool, int, float, str, ndarray, tuple, list, dict or record
        May be nested; also a Generator of PCG64, NumPy's default.
    digits : int, optional
        Round floating-point numbers to so many significant digits.

    Raises
    ------
    TypeError
        For any other type; says which.
    """
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return _encode_float(value, digits)
    if isinstance(value, np.ndarray):
        return _encode_array(value, digits)
    if isinstance(value, np.random.Generator):
        return {"generator": value.bit_generator.state}
    if hasattr(value, "_fields") and type(value).__name__ in RECORDS:
        return {
            "record": type(value).__name__,
            "items": [encode(item, digits) for item in value],
        }
    if isinstance(value, tuple):
        return {"tuple": [encode(item, digits) for item in value]}
    if isinstance(value, list):
        return [encode(item, digits) for item in value]
    if isinstance(value, dict):
        return {"dict": [[encode(k), encode(v, digits)] for k, v in value.items()]}
    raise TypeError(f"cannot encode a {type(value).__name__}: use plain data or arrays")


def decode(data):
    """Turn plain data made by `encode` back into the value."""
    if isinstance(data, list):
        return [decode(item) for item in data]
    if not isinstance(data, dict):
        return data
    if "float" in data:
        return float(data["float"])
    if "array" in data:
        flat = [decode(item) for item in data["array"]]
        return np.array(flat, dtype=data["dtype"]).reshape(data["shape"])
    if "record" in data:
        return RECORDS[data["record"]](*(decode(item) for item in data["items"]))
    if "generator" in data:
        generator = np.random.default_rng()
        generator.bit_generator.state = data["generator"]
        return generator
    if "tuple" in data:
        return tuple(decode(item) for item in data["tuple"])
    return {decode(key): decode(item) for key, item in data["dict"]}


def _encode_float(value, digits):
    if not math.isfinite(value):
        return {"float": repr(value)}  # JSON has no nan and no infinity
    return value if digits is None else float(f"{value:.{digits}g}")


def _encode_array(value, digits):
    dtype = value.dtype.name
    if dtype not in DTYPES:
        raise TypeError(f"cannot encode an array of {dtype}, only {', '.join(DTYPES)}")
    flat = [encode(item, digits) for item in value.ravel().tolist()]
    return {"array": flat, "shape": list(value.shape), "dtype": dtype}
