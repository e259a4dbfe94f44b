"""How NumPy's calls become operations of a program (see `rnn_core.trace`)."""

import itertools
import operator

import numpy as np

from rnn_core.program import ELEMENTWISE
from rnn_core.trace import Traced, TraceError

RENAMED = {"absolute": "abs"}
SPELLED_OUT = {
    np.square: lambda x: x * x,
    np.reciprocal: lambda x: 1.0 / x,
    np.positive: lambda x: x,
}
REDUCTIONS = {np.add: "sum", np.maximum: "max"}


def ufunc(recorder, function, method, inputs, kwargs):
    """Note the call of a ufunc."""
    if kwargs.get("out") is not None or "where" in kwargs:
        raise TraceError(
            f"np.{function.__name__} writes into an array (+=, out= or where=); "
            "write a = a + b, so that each value gets a name of its own"
        )
    if method == "reduce" and function in REDUCTIONS:
        axis, keep = kwargs.get("axis", 0), kwargs.get("keepdims", False)
        return getattr(inputs[0], REDUCTIONS[function])(axis=axis, keepdims=keep)
    if method != "__call__" or kwargs:
        raise TraceError(_unknown(f"np.{function.__name__}.{method} {kwargs or ''}"))
    if function in SPELLED_OUT:
        return SPELLED_OUT[function](*inputs)
    name = RENAMED.get(function.__name__, function.__name__)
    if name not in ELEMENTWISE and name != "matmul":
        raise TraceError(_unknown(f"np.{function.__name__}"))
    return recorder.node(name, inputs)


def call(function, args, kwargs):
    """Note a NumPy function by the operations it consists of."""
    if function not in FUNCTIONS:
        raise TraceError(_unknown(f"np.{function.__name__}"))
    return FUNCTIONS[function](*args, **kwargs)


def _unknown(name):
    known = [*sorted(ELEMENTWISE), "matmul"]
    known += sorted(f.__name__ for f in FUNCTIONS)
    return f"{name.strip()} cannot be traced; these can: {', '.join(known)}"


def getitem(x, index):
    """Note an index as one pick an axis: a position, or [start, how many, step]."""
    index = list(index) if isinstance(index, tuple) else [index]
    index = _without_ellipsis(index, x.ndim)
    picks, new_shape, axis = [], [], 0
    for entry in index:
        if entry is None:
            new_shape.append(1)
            continue
        pick = _pick(entry, x.shape[axis], axis)
        picks.append(pick)
        new_shape += [] if isinstance(pick, int) else [pick[1]]
        axis += 1
    new_shape += x.shape[axis:]
    if any(pick != [0, size, 1] for pick, size in zip(picks, x.shape, strict=False)):
        x = x._note("getitem", picks)
    return x if x.shape == tuple(new_shape) else x.reshape(new_shape)


def _without_ellipsis(index, ndim):
    used = sum(entry is not None and entry is not Ellipsis for entry in index)
    if used > ndim:
        raise IndexError(f"{used} indices for an array with {ndim} axes")
    for k, entry in enumerate(index):
        if entry is Ellipsis:
            return index[:k] + [slice(None)] * (ndim - used) + index[k + 1 :]
    return index


def _pick(entry, size, axis):
    if isinstance(entry, slice):
        positions = range(size)[entry]
        return [positions.start, len(positions), positions.step]
    if isinstance(entry, bool | np.bool_ | Traced) or np.ndim(entry):
        raise TraceError(
            "a traced array is indexed by an array or a traced value; use integers and "
            "slices, or a one-hot product to pick by value"
        )
    position = operator.index(entry)
    if not -size <= position < size:
        raise IndexError(f"index {position} on axis {axis} of size {size}")
    return position % size


def _recorder_of(values):
    return next(x._recorder for x in values if isinstance(x, Traced))


def _concatenate(arrays, axis=0):
    arrays = list(arrays)
    recorder = _recorder_of(arrays)
    arrays = [recorder.operand(x) for x in arrays]
    return recorder.node("concatenate", arrays, int(axis) % arrays[0].ndim)


def _stack(arrays, axis=0):
    arrays = list(arrays)
    recorder = _recorder_of(arrays)
    ndim = recorder.operand(arrays[0]).ndim
    at = int(axis) % (ndim + 1)
    index = (slice(None),) * at + (None,)
    return _concatenate([recorder.operand(x)[index] for x in arrays], at)


def _split(x, sections, axis=0):
    axis = axis % x.ndim
    size = x.shape[axis]
    if np.ndim(sections) == 0:
        if size % sections:
            raise ValueError(f"{size} entries do not split into {sections} parts")
        sections = range(size // sections, size, size // sections)
    edges = [0, *sections, size]
    before = (slice(None),) * axis
    return [x[(*before, slice(*ends))] for ends in itertools.pairwise(edges)]


def _where(condition, a, b):
    return _recorder_of([condition, a, b]).node("where", [condition, a, b])


def _dot(a, b):
    if np.ndim(a) == 0 or np.ndim(b) == 0:
        return a * b
    if np.ndim(b) > 2:
        raise TraceError("np.dot with more than two axes: write a @ b")
    return a @ b


FUNCTIONS = {
    np.where: _where,
    np.concatenate: _concatenate,
    np.stack: _stack,
    np.split: _split,
    np.dot: _dot,
    np.hstack: lambda arrays: _concatenate(arrays, -1 if np.ndim(arrays[0]) < 2 else 1),
    np.sum: lambda x, axis=None, keepdims=False: x.sum(axis, keepdims),
    np.mean: lambda x, axis=None, keepdims=False: x.mean(axis, keepdims),
    np.max: lambda x, axis=None, keepdims=False: x.max(axis, keepdims),
    np.transpose: lambda x, axes=None: x.transpose(*([] if axes is None else [axes])),
    np.reshape: lambda x, shape: x.reshape(shape),
    np.expand_dims: lambda x, axis: x[(slice(None),) * (axis % (x.ndim + 1)) + (None,)],
    np.clip: lambda x, low, high: np.minimum(np.maximum(x, low), high),
    np.zeros_like: lambda x: np.zeros(x.shape),
    np.ones_like: lambda x: np.ones(x.shape),
    np.shape: lambda x: x.shape,
    np.ndim: lambda x: x.ndim,
    np.size: lambda x: x.size,
    np.copy: lambda x: x,
}
