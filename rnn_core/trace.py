"""Record what a NumPy function does, as a small program that a page can run.

`trace` calls the function once, with stand-ins for its arguments. A stand-in answers
every NumPy operation by doing it on an example value, for the shapes, and by noting it
as a node of the graph. What the function decides in Python (a loop, a size) is decided
once, during the trace; a decision on a traced *value* is an error. `print(program)`
shows the graph, `program.to_json()` packs it, `rnn_core.program.run` replays it.
"""

import inspect
import json

import numpy as np

from rnn_core.program import ELEMENTWISE, OPERATIONS, Program, flatten, to_plain

COMPARISONS = {"less", "less_equal", "greater", "greater_equal", "equal", "not_equal"}


class TraceError(TypeError):
    """The function does something that a traced program cannot hold."""


def trace(fn, *example_args, outputs=None):
    """Record `fn` as a program.

    Parameters
    ----------
    fn : callable
        Computes with NumPy and without branching on values (`np.where` chooses).
    *example_args
        Numbers, arrays, or tuples, NamedTuples, dicts of them. Only their shapes
        matter; they are read as float64.
    outputs : sequence of str, optional
        For a tuple, names for its first results; for a NamedTuple or dict, the
        results to keep. The rest is dropped, with all that only it needed.

    Returns
    -------
    Program
        Its inputs carry the names of `fn`'s parameters.

    Raises
    ------
    TraceError
        Says which operation cannot be traced, and what to write instead.

    Examples
    --------
    >>> print(trace(lambda z, c: z + 0.5 * c, 1.0, 2.0))
    <lambda>: 2 inputs, 3 nodes
      z: input ()
      c: input ()
      v2 = 0.5
      v3 = multiply(v2, c)
      v4 = add(z, v3)
      → result = v4
    """
    recorder = _Recorder()
    names = _parameter_names(fn, len(example_args))
    args = [
        _stand_in(recorder, arg, name)
        for name, arg in zip(names, example_args, strict=True)
    ]
    try:
        with np.errstate(all="ignore"):  # examples may lie where the maths is not tame
            result = fn(*args)
    except ValueError as error:  # NumPy hides our sentence behind its own
        if isinstance(error.__cause__, TraceError):
            raise error.__cause__ from None
        raise
    kept = _chosen(result, outputs)
    return recorder.program(fn.__name__, kept)


class _Recorder:
    def __init__(self):
        self.inputs, self.nodes, self.known = [], [], {}

    def input(self, name, value):
        value = np.asarray(value, dtype=float)
        self.inputs.append((name, value.shape))
        return Traced(self, ("input", len(self.inputs) - 1), value)

    def node(self, operation, operands, *parameters):
        """Note one operation, once however often it occurs."""
        operands = [self.operand(x) for x in operands]
        values = [x._value for x in operands]
        if operation in ELEMENTWISE and operation not in COMPARISONS | {"where"}:
            _refuse_truth_values(operation, values)
        value = OPERATIONS[operation](*values, *parameters)
        return self.remember(operation, [x._key for x in operands], parameters, value)

    def operand(self, x):
        if isinstance(x, Traced):
            return x
        array = np.asarray(x)
        if array.dtype.kind not in "biuf":
            raise TraceError(f"{x!r} takes part in a traced computation: not a number")
        return self.remember("constant", [], (to_plain(array),), array)

    def remember(self, operation, keys, parameters, value):
        name = json.dumps([operation, keys, parameters])
        if name not in self.known:
            self.known[name] = len(self.nodes)
            self.nodes.append((operation, keys, *parameters))
        return Traced(self, ("node", self.known[name]), value)

    def program(self, name, results):
        """Keep what the results need, and number it."""
        results = {key: self.operand(x)._key for key, x in results.items()}
        number = {("input", k): k for k in range(len(self.inputs))}
        nodes = []
        for k in sorted(self.needed(results.values())):
            operation, keys, *parameters = self.nodes[k]
            number["node", k] = len(number)
            nodes.append((operation, [number[key] for key in keys], *parameters))
        outputs = {key: number[k] for key, k in results.items()}
        return Program(name, tuple(self.inputs), tuple(nodes), outputs)

    def needed(self, keys):
        found, waiting = set(), list(keys)
        while waiting:
            kind, k = waiting.pop()
            if kind == "node" and k not in found:
                found.add(k)
                waiting += self.nodes[k][1]
        return found


class Traced(np.lib.mixins.NDArrayOperatorsMixin):
    """Stands for an array while a function is traced; computes by taking notes."""

    def __init__(self, recorder, key, value):
        self._recorder, self._key, self._value = recorder, key, np.asarray(value)

    shape = property(lambda self: self._value.shape)
    ndim = property(lambda self: self._value.ndim)
    size = property(lambda self: self._value.size)
    dtype = property(lambda self: self._value.dtype)
    T = property(lambda self: self.transpose())

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        """Note a ufunc call, or ``add.reduce`` and ``maximum.reduce``."""
        from rnn_core import trace_functions

        return trace_functions.ufunc(self._recorder, ufunc, method, inputs, kwargs)

    def __array_function__(self, func, types, args, kwargs):
        """Note one of the NumPy functions that are built from operations."""
        from rnn_core import trace_functions

        return trace_functions.call(func, args, kwargs)

    def __getitem__(self, index):
        """Note an index of integers, basic slices, ``...`` and ``None``."""
        from rnn_core import trace_functions

        return trace_functions.getitem(self, index)

    def transpose(self, *axes):
        """Permute the axes; reversed when none are given."""
        axes = axes[0] if len(axes) == 1 and np.ndim(axes[0]) else axes
        axes = axes or range(self.ndim)[::-1]
        return self._note("transpose", [int(a) % self.ndim for a in axes])

    def reshape(self, *shape):
        """Read the same values in another shape."""
        shape = shape[0] if len(shape) == 1 and np.ndim(shape[0]) else shape
        return self._note("reshape", list(self._value.reshape(*shape).shape))

    def sum(self, axis=None, keepdims=False):
        """Add along axes."""
        return self._note("sum", _axes(axis, self.ndim), int(keepdims))

    def max(self, axis=None, keepdims=False):
        """Take the largest along axes."""
        return self._note("max", _axes(axis, self.ndim), int(keepdims))

    def mean(self, axis=None, keepdims=False):
        """Average along axes."""
        count = int(np.prod([self.shape[a] for a in _axes(axis, self.ndim)]))
        return self.sum(axis, keepdims) / count

    def copy(self):
        """Return the value itself: nothing traced ever changes."""
        return self

    def astype(self, dtype, copy=True):
        """Pass float64 through."""
        if np.dtype(dtype) != float:
            raise TraceError(f"astype({dtype}): a traced program computes in float64")
        return self if self.dtype == float else self._note_with("add", 0.0)

    def _note(self, operation, *parameters):
        return self._recorder.node(operation, [self], *parameters)

    def _note_with(self, operation, other):
        return self._recorder.node(operation, [self, other])

    def __len__(self):
        """Return the length of the first axis."""
        return len(self._value)

    def __iter__(self):
        """Go along the first axis."""
        return (self[k] for k in range(len(self)))

    def __bool__(self):
        """Refuse: the program would hold one of the two branches."""
        raise TraceError(
            "a decision (if, while, and, or, not, assert) depends on a traced value; "
            "write np.where(condition, a, b), so that the program holds both branches"
        )

    def __array__(self, *args, **kwargs):
        """Refuse: outside NumPy's dispatch the notes would end here."""
        raise TraceError(
            "a traced value was turned into a plain array (np.asarray, float, or "
            "assigned into one); compute with it directly, join with np.concatenate"
        )

    __float__ = __int__ = __index__ = __array__

    def __setitem__(self, index, value):
        """Refuse: values in a graph never change."""
        raise TraceError(
            "a traced array is assigned into; build a new one with np.where or "
            "np.concatenate"
        )


def _axes(axis, ndim):
    if axis is None:
        return list(range(ndim))
    axes = axis if isinstance(axis, tuple | list) else [axis]
    for a in axes:
        if not -ndim <= a < ndim:
            raise np.exceptions.AxisError(a, ndim)
    return [int(a) % ndim for a in axes]


def _parameter_names(fn, count):
    """Name the arguments after the function's parameters, as far as it has them."""
    try:
        found = [
            p.name
            for p in inspect.signature(fn).parameters.values()
            if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)
        ]
    except (TypeError, ValueError):  # a ufunc has no signature to read
        found = []
    found += [f"argument{k}" for k in range(len(found), count)]
    return found[:count]


def _stand_in(recorder, value, name):
    if hasattr(value, "_fields"):
        fields = zip(value._fields, value, strict=True)
        return type(value)(*(_stand_in(recorder, v, f"{name}.{k}") for k, v in fields))
    if isinstance(value, dict):
        return {k: _stand_in(recorder, v, f"{name}.{k}") for k, v in value.items()}
    if isinstance(value, tuple):
        items = enumerate(value)
        return tuple(_stand_in(recorder, v, f"{name}.{k}") for k, v in items)
    return recorder.input(name, value)


def _chosen(result, outputs):
    """Return the results to keep, by name."""
    if not isinstance(result, tuple | list | dict):
        result, outputs = [result], outputs or ("result",)
    if outputs is not None and (isinstance(result, dict) or hasattr(result, "_fields")):
        named = result if isinstance(result, dict) else result._asdict()
        missing = [name for name in outputs if name not in named]
        if missing:
            raise TraceError(
                f"no result is called {missing[0]!r}; there are: {', '.join(named)}"
            )
        result = {name: named[name] for name in outputs}
    elif outputs is not None:
        if len(outputs) > len(result):
            raise TraceError(
                f"{len(outputs)} outputs are named, the function returns {len(result)}"
            )
        result = dict(zip(outputs, result, strict=False))
    return dict(flatten(result, kinds=(tuple, list)))


def _refuse_truth_values(operation, values):
    if all(value.dtype == bool for value in values):
        raise TraceError(
            f"{operation} of truth values only: NumPy would compute in booleans; "
            "write np.where(condition, 1.0, 0.0) first"
        )
