"""`rnn_core.trace`: the program is the function, or the error says why not."""

import json

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from rnn_core.program import Program, run
from rnn_core.records import LSTMCellCache
from rnn_core.trace import TraceError, trace
from solutions.lstm import reference

N, D, H = 2, 3, 4

FUNCTIONS = {
    "arithmetic": lambda x, y: (x + 1) * y - x / (2 + y**2) + 3**x,
    "broadcasting": lambda x, y: x[:, :, None] * y[:, None, :] + x[0],
    "functions": lambda x, y: np.tanh(x) + np.exp(-y) * np.sqrt(np.abs(x)),
    "logarithm and powers": lambda x, y: np.log(x**2 + 1) + np.square(y) ** 0.5,
    "extremes": lambda x, y: np.maximum(x, 0) - np.minimum(y, x) + np.clip(y, -1, 1),
    "choice": lambda x, y: np.where(x > y, x, -y) + np.where(x <= 0.5, 1.0, 0.0),
    "sums": lambda x, y: x.sum(axis=0) + np.sum(y, axis=1, keepdims=True) + y.mean(),
    "softmax": lambda x, y: np.exp(x - x.max(axis=-1, keepdims=True)) / np.max(y),
    "products": lambda x, y: x @ y.T + np.dot(x, y.T) @ np.eye(N),
    "vectors": lambda x, y: x[0] @ y[1] + x @ y[0],
    "slices": lambda x, y: x[:, 1:] * y[:, :-1] + x[..., ::-2][:, :1],
    "rows": lambda x, y: sum(row * 2 for row in x) + y[-1],
    "joins": lambda x, y: np.concatenate([x, y, np.ones((N, 1))], axis=1),
    "stacks": lambda x, y: np.stack([x, y], axis=-1) + np.hstack([x, y])[:, :3, None],
    "splits": lambda x, y: np.split(np.concatenate([x, y]), 2)[1] - x,
    "shapes": lambda x, y: x.reshape(3, -1) @ np.reshape(y, (2, 3)).transpose(0, 1),
    "transposes": lambda x, y: np.transpose(x) * y.T + np.zeros_like(y).T,
    "a constant result": lambda x, y: np.arange(3.0),
    "infinite constants": lambda x, y: np.where(x > 0, -np.inf, y),
}


@pytest.fixture
def arrays():
    rng = np.random.default_rng(7)
    return rng.normal(size=(N, D)), rng.normal(size=(N, D))


@pytest.fixture
def cell_arguments():
    rng = np.random.default_rng(1)
    shapes = [(N, D), (N, H), (N, H), (D, 4 * H), (H, 4 * H), (4 * H,)]
    return [rng.normal(size=shape) for shape in shapes]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_program_computes_what_its_function_computes(name, arrays):
    program = trace(FUNCTIONS[name], np.ones((N, D)), np.ones((N, D)))
    again = Program.from_dict(json.loads(program.to_json()))
    result = run(again, *arrays)["result"]
    assert_array_equal(result, FUNCTIONS[name](*arrays))


def test_an_lstm_cell_fits_into_two_kilobytes(cell_arguments):
    program = trace(
        reference.lstm_cell_forward, *cell_arguments, outputs=("h_t", "c_t")
    )
    assert len(program.to_json()) < 2000
    h_t, c_t, _ = reference.lstm_cell_forward(*cell_arguments)
    results = run(program, *cell_arguments)
    assert_array_equal(results["h_t"], h_t)
    assert_array_equal(results["c_t"], c_t)


def test_a_record_goes_in_and_comes_out_field_by_field(cell_arguments):
    h_t, c_t, cache = reference.lstm_cell_forward(*cell_arguments)
    forward = trace(reference.lstm_cell_forward, *cell_arguments)
    assert_array_equal(run(forward, *cell_arguments)["2.o_t"], cache.o_t)
    backward = trace(reference.lstm_cell_backward, h_t, c_t, cache)
    assert [name for name, _ in backward.inputs][2:4] == ["cache.x_t", "cache.h_prev"]
    expected = reference.lstm_cell_backward(h_t, c_t, cache)
    results = run(backward, h_t, c_t, cache).values()
    for got, wanted in zip(results, expected, strict=True):
        assert_array_equal(got, wanted)


def test_what_no_output_needs_is_not_in_the_program():
    def two(x):
        return np.tanh(x), np.exp(x) * 3 - 1

    program = trace(two, 1.0, outputs=("first",))
    assert [node[0] for node in program.nodes] == ["tanh"]
    assert list(program.outputs) == ["first"]


def test_the_same_operation_is_noted_once():
    program = trace(lambda x: np.tanh(x) * np.tanh(x) + 2 * np.tanh(x), 0.3)
    assert [node[0] for node in program.nodes].count("tanh") == 1


def test_outputs_select_from_a_record_by_name():
    def step(x):
        return LSTMCellCache(*[x * k for k in range(10)])

    program = trace(step, 2.0, outputs=("g_t",))
    assert run(program, 5.0) == {"g_t": 35.0}
    with pytest.raises(TraceError, match=r"no result is called 'z_t'.*i_t"):
        trace(step, 2.0, outputs=("z_t",))


def test_more_names_than_results_is_an_error():
    with pytest.raises(TraceError, match=r"2 outputs are named.*returns 1"):
        trace(lambda x: (x,), 1.0, outputs=("a", "b"))


def test_a_printed_program_reads_as_the_equations():
    def cell(x, h):
        return np.tanh(0.5 * x + h)

    assert str(trace(cell, 1.0, np.ones(2))).splitlines() == [
        "cell: 2 inputs, 4 nodes",
        "  x: input ()",
        "  h: input (2,)",
        "  v2 = 0.5",
        "  v3 = multiply(v2, x)",
        "  v4 = add(v3, h)",
        "  v5 = tanh(v4)",
        "  → result = v5",
    ]


def _adds_in_place(x):
    x += 1
    return x


def _assigns(x):
    x[0] = 1.0
    return x


def _fills(x):
    out = np.zeros(3)
    out[0] = x[0]
    return out


REFUSED = {
    "a branch": (lambda x: x if x.sum() > 0 else -x, "write np.where"),
    "a plain array": (lambda x: np.asarray(x) + 1, "compute with it directly"),
    "a float": (lambda x: float(x.sum()), "turned into a plain array"),
    "an update in place": (_adds_in_place, r"write a = a \+ b"),
    "an assignment": (_assigns, "np.where or np.concatenate"),
    "an assignment into an array": (_fills, "join with np.concatenate"),
    "an unknown ufunc": (lambda x: np.sin(x), "np.sin cannot be traced; these can"),
    "an unknown function": (lambda x: np.cumsum(x), "np.cumsum cannot be traced"),
    "an index by an array": (lambda x: x[np.array([0, 2])], "integers and slices"),
    "an index by a mask": (lambda x: x[x > 0], "integers and slices"),
    "a sum of truth values": (lambda x: (x > 0) + (x > 1), "truth values only"),
    "text": (lambda x: x + "one", "not a number"),
    "float32": (lambda x: x.astype(np.float32), "computes in float64"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_traced_is_refused_with_a_remedy(name):
    function, remedy = REFUSED[name]
    with pytest.raises(TraceError, match=remedy):
        trace(function, np.array([1.0, 2.0, 3.0]))


def test_an_index_outside_is_an_error_of_the_trace():
    with pytest.raises(IndexError, match="index 3 on axis 0 of size 3"):
        trace(lambda x: x[3], np.ones(3))


def test_running_with_another_shape_names_the_argument_and_both_shapes():
    program = trace(lambda x, y: x + y, np.ones(2), np.ones(2))
    with pytest.raises(ValueError, match=r"y has shape \(3,\), expected \(2,\)"):
        run(program, np.ones(2), np.ones(3))
    with pytest.raises(ValueError, match="got 1 values, expected 2: x, y"):
        run(program, np.ones(2))


def test_tracing_leaves_the_arguments_alone(cell_arguments):
    before = [argument.copy() for argument in cell_arguments]
    trace(reference.lstm_cell_forward, *cell_arguments)
    for argument, copy in zip(cell_arguments, before, strict=True):
        assert_array_equal(argument, copy)
