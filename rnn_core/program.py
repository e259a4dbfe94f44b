"""A computation as data: the computational graph of chapter 1, small enough to travel.

A `Program` holds numbered values. The first are its inputs; every further one is a
node, ``(operation, operands, *parameters)``, whose operands are the numbers of earlier
values. `run` evaluates it with NumPy and says what the operations mean;
``static/program.js`` does the same in a page. `rnn_core.trace` makes programs.
"""

import json
import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

ELEMENTWISE = {
    "add": np.add,
    "subtract": np.subtract,
    "multiply": np.multiply,
    "divide": np.divide,
    "power": np.power,
    "maximum": np.maximum,
    "minimum": np.minimum,
    "less": np.less,
    "less_equal": np.less_equal,
    "greater": np.greater,
    "greater_equal": np.greater_equal,
    "equal": np.equal,
    "not_equal": np.not_equal,
    "where": np.where,
    "negative": np.negative,
    "abs": np.abs,
    "tanh": np.tanh,
    "exp": np.exp,
    "log": np.log,
    "sqrt": np.sqrt,
}


def _getitem(x, picks):
    # a pick is a position, or [start, how many, step]: no negative stops to interpret
    index = [p if isinstance(p, int) else np.arange(p[1]) * p[2] + p[0] for p in picks]
    for axis in reversed(range(len(index))):
        x = np.take(x, index[axis], axis=axis)
    return x


OPERATIONS = {
    **ELEMENTWISE,
    "matmul": np.matmul,
    "sum": lambda x, axes, keep: np.sum(x, axis=tuple(axes), keepdims=bool(keep)),
    "max": lambda x, axes, keep: np.max(x, axis=tuple(axes), keepdims=bool(keep)),
    "concatenate": lambda *xs: np.concatenate(xs[:-1], axis=xs[-1]),
    "transpose": np.transpose,
    "reshape": np.reshape,
    "getitem": _getitem,
    "constant": lambda value: _from_plain(value),
}


class Program(NamedTuple):
    """A traced function: what goes in, what is done to it, what comes out.

    Attributes
    ----------
    name : str
        Name of the function.
    inputs : tuple of (name, shape)
        Values 0, 1, 2, …
    nodes : tuple of (operation, operands, *parameters)
        The values after the inputs, each computed from earlier ones.
    outputs : dict
        Name of a result → number of its value.
    """

    name: str
    inputs: tuple
    nodes: tuple
    outputs: dict

    def __call__(self, *args):
        """Run the program: one result, several as a tuple, or named ones as a dict."""
        results = run(self, *args)
        if len(results) == 1:
            return next(iter(results.values()))
        numbered = list(results) == [f"{k}" for k in range(len(results))]
        return tuple(results.values()) if numbered else results

    def to_dict(self):
        """Return plain lists, dicts, numbers and text."""
        return json.loads(json.dumps({"version": 1, **self._asdict()}))

    def to_json(self):
        """Return the program as compact JSON text."""
        return json.dumps(self.to_dict(), separators=(",", ":"), allow_nan=False)

    @classmethod
    def from_dict(cls, data):
        """Build a program from what `to_dict` returned."""
        inputs = tuple((name, tuple(shape)) for name, shape in data["inputs"])
        nodes = tuple(tuple(node) for node in data["nodes"])
        return cls(data["name"], inputs, nodes, dict(data["outputs"]))

    def __str__(self):
        """Write the graph as one line of mathematics a value."""
        names = [name for name, _ in self.inputs]
        names += [f"v{k}" for k in range(len(names), len(names) + len(self.nodes))]
        lines = [f"{self.name}: {len(self.inputs)} inputs, {len(self.nodes)} nodes"]
        lines += [f"  {name}: input {tuple(shape)}" for name, shape in self.inputs]
        for name, node in zip(names[len(self.inputs) :], self.nodes, strict=True):
            lines.append(f"  {name} = {_spell(node, names)}")
        lines += [f"  → {out} = {names[k]}" for out, k in self.outputs.items()]
        return "\n".join(lines)

    def _repr_html_(self):
        from rnn_core.demos.graph_drawing import draw_graph

        return draw_graph(self)


def _spell(node, names):
    operation, operands, *parameters = node
    if operation == "constant":
        return json.dumps(parameters[0])
    parts = [names[k] for k in operands] + [json.dumps(p) for p in parameters]
    return f"{operation}({', '.join(parts)})"


def run(program, *args):
    """Evaluate a program with NumPy: the specification of every interpreter.

    Parameters
    ----------
    program : Program
        What `rnn_core.trace.trace` returned.
    *args : array_like
        The arguments of the traced function, of the shapes it was traced with.

    Returns
    -------
    dict
        Name of a result → ndarray (or scalar).

    Raises
    ------
    ValueError
        When an argument is missing or has another shape than in the trace.

    Examples
    --------
    >>> from rnn_core.trace import trace
    >>> program = trace(lambda x, y: x * np.tanh(y), 1.0, 2.0)
    >>> float(run(program, 2.0, 0.0)["result"])
    0.0
    """
    values = [value for _, value in flatten(args)]
    if len(values) != len(program.inputs):
        raise ValueError(
            f"{program.name}: got {len(values)} values, expected "
            f"{len(program.inputs)}: {', '.join(name for name, _ in program.inputs)}"
        )
    pairs = zip(program.inputs, values, strict=True)
    values = [_checked(program.name, *given, value) for given, value in pairs]
    for operation, operands, *parameters in program.nodes:
        arguments = [values[k] for k in operands]
        values.append(OPERATIONS[operation](*arguments, *parameters))
    return {name: values[k] for name, k in program.outputs.items()}


def _checked(program, name, shape, value):
    value = np.asarray(value, dtype=float)
    if value.shape != tuple(shape):
        raise ValueError(
            f"{program}: {name} has shape {value.shape}, expected {tuple(shape)}: "
            "a program runs for the shapes it was traced with; trace it again"
        )
    return value


def flatten(value, name="", kinds=(tuple,)):
    """List the leaves of nested tuples, NamedTuples and dicts, with names."""
    if isinstance(value, Mapping):
        items = list(value.items())
    elif hasattr(value, "_fields"):
        items = list(zip(value._fields, value, strict=True))
    elif isinstance(value, kinds):
        items = list(enumerate(value))
    else:
        return [(name, value)]
    prefix = f"{name}." if name else ""
    parts = [flatten(item, f"{prefix}{key}", kinds) for key, item in items]
    return [leaf for part in parts for leaf in part]


def to_plain(array):
    """Turn an array into nested lists that JSON can hold: nan and inf become text."""
    if np.ndim(array):
        return [to_plain(row) for row in array]
    number = np.asarray(array).item()
    if isinstance(number, float) and not math.isfinite(number):
        return {math.inf: "Infinity", -math.inf: "-Infinity"}.get(number, "NaN")
    return number


def _from_plain(value):
    array = np.asarray(value)
    return array if array.dtype == bool else array.astype(float)
