"""Chapter 1 against PyTorch, numeric gradients, and plain enumeration."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_core.functions import apply
from rnn_core.properties import TopologicalOrder
from rnn_core.records import Node
from solutions.graph import reference
from solutions.graph.checks.cases import KNOTTED, NETWORK, SHARED
from tests.oracles.gradients import numeric_gradients

torch = pytest.importorskip("torch", reason="PyTorch is the oracle: run make test")

UNARY = {"square": torch.square, "sin": torch.sin, "exp": torch.exp, "log": torch.log}
UNARY |= {"tanh": torch.tanh, "sigmoid": torch.sigmoid, "sum": torch.sum}
BINARY = {"add": torch.add, "subtract": torch.sub, "multiply": torch.mul}
BINARY |= {"divide": torch.div, "matmul": torch.matmul}
SHAPES = {"x": (2, 3), "W": (3, 4), "b": (4,), "target": (2, 4)}


@pytest.fixture
def rng():
    return np.random.default_rng(4)


def tensor(a):
    return torch.tensor(np.asarray(a, dtype=float), requires_grad=True)


def by_torch(graph, inputs):
    """Compute a graph with PyTorch, in an order found by trying again."""
    values, waiting = {k: tensor(v) for k, v in inputs.items()}, list(graph)
    while waiting:
        node = waiting.pop(0)
        if node.operation == "input":
            continue
        if all(k in values for k in node.operands):
            operation = (UNARY | BINARY)[node.operation]
            values[node.name] = operation(*(values[k] for k in node.operands))
            values[node.name].retain_grad()
        else:
            waiting.append(node)
    return values


def graphs(rng):
    """Yield graphs with inputs and the name of a node that is a single number."""
    yield NETWORK, {k: rng.uniform(-1, 1, s) for k, s in SHAPES.items()}, "loss"
    inputs = {"x": rng.uniform(1, 2, (3, 2)), "y": rng.uniform(-1, 1, (3, 2))}
    yield [*SHARED, Node("total", "sum", ("z",))], inputs, "total"
    inputs = {"p": 0.7, "q": 0.4}
    yield KNOTTED, inputs, "f"


@pytest.mark.parametrize("operation", UNARY | BINARY)
def test_an_operation_by_name_is_pytorchs(operation, rng):
    operands = [rng.uniform(0.5, 2, (3, 3)) for _ in range(1 + (operation in BINARY))]
    theirs = (UNARY | BINARY)[operation](*map(torch.tensor, operands))
    np.testing.assert_allclose(apply(operation, *operands), theirs, rtol=1e-14)


def test_an_unknown_operation_is_named():
    with pytest.raises(ValueError, match="no operation is called 'cosine'"):
        apply("cosine", 1.0)


@given(st.lists(st.sampled_from(["square", "sin", "tanh", "exp"]), max_size=4))
@settings(max_examples=30, deadline=None)
def test_a_chain_has_pytorchs_value_and_derivative(operations):
    start = tensor(0.6)
    end = start * 1
    for operation in operations:
        end = UNARY[operation](end)
    end.backward()
    value, derivative = reference.chain_rule_path(operations, 0.6)
    assert value == pytest.approx(end.item(), rel=1e-12)
    assert derivative == pytest.approx(start.grad.item(), rel=1e-12)


def random_edges(rng, nodes=7):
    pairs = itertools.combinations(range(nodes), 2)
    kept = [pair for pair in pairs if rng.random() < 0.6]
    kept += kept[:2]  # two edges between the same two nodes
    return [(f"n{u}", f"n{v}", rng.uniform(-2, 2)) for u, v in kept]


def all_paths(edges, start, end):
    """Walk every path, edge by edge."""
    found, open_paths = [], [[]]
    while open_paths:
        path = open_paths.pop()
        at = path[-1][1] if path else start
        if at == end:
            found.append(path)
        else:
            open_paths += [[*path, edge] for edge in edges if edge[0] == at]
    return found


@given(st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_sums_and_numbers_of_paths_are_those_of_walking_each(seed):
    edges = random_edges(np.random.default_rng(seed))
    for start, end in (("n0", "n6"), ("n1", "n5"), ("n2", "n2"), ("n5", "n1")):
        paths = all_paths(edges, start, end)
        total = sum(math.prod(edge[2] for edge in path) for path in paths)
        got = reference.chain_rule_paths(edges, start, end)
        assert got == pytest.approx(total, rel=1e-12, abs=1e-13)
        pairs = [edge[:2] for edge in edges]
        assert reference.count_paths(pairs, start, end) == len(paths)


def test_the_way_back_through_a_graph_of_numbers_is_the_sum_over_its_paths(rng):
    values = reference.graph_evaluate(KNOTTED, {"p": 0.7, "q": 0.4})
    edges = []
    for name, operation, operands in KNOTTED:
        given = [values[k] for k in operands]
        parts = {"input": (), "add": (1.0, 1.0)}.get(operation)
        if parts is None:
            parts = reference.vjp_elementwise(1.0, operation, given)
        edges += [(k, name, d) for k, d in zip(operands, parts, strict=True)]
    gradients = reference.graph_backward(KNOTTED, values, "f")
    for name in values:
        total = reference.chain_rule_paths(edges, name, "f")
        assert gradients[name] == pytest.approx(total, rel=1e-12, abs=1e-15)


def test_paths_of_the_lstm_are_counted_as_chapter_4_counts_them():
    from solutions.lstm.reference import count_gradient_paths

    edges = []
    for t in range(1, 6):
        edges += [(f"{gate}{t}", f"c{t}") for gate in "ifg"]
        edges += [("w", f"f{t}"), (f"c{t}", f"h{t}"), (f"o{t}", f"h{t}")]
        edges += [(f"c{t - 1}", f"c{t}")] * (t > 1)
        edges += [(f"h{t - 1}", f"{gate}{t}") for gate in "ifgo"] * (t > 1)
    from_c, from_h = count_gradient_paths(5)
    for t in range(1, 6):
        assert reference.count_paths(edges, "w", f"c{t}") == from_c[t - 1]
        assert reference.count_paths(edges, "w", f"h{t}") == from_h[t - 1]


def test_values_are_pytorchs(rng):
    for graph, inputs, _ in graphs(rng):
        theirs = by_torch(graph, inputs)
        ours = reference.graph_evaluate(graph, inputs)
        assert ours.keys() == theirs.keys()
        for name, value in ours.items():
            np.testing.assert_allclose(value, theirs[name].detach(), rtol=1e-13)


def test_gradients_of_every_node_are_pytorchs(rng):
    for graph, inputs, output in graphs(rng):
        theirs = by_torch(graph, inputs)
        theirs[output].backward()
        values = reference.graph_evaluate(graph, inputs)
        ours = reference.graph_backward(graph, values, output)
        for name, gradient in ours.items():
            wanted = theirs[name].grad
            wanted = torch.zeros_like(theirs[name]) if wanted is None else wanted
            assert np.shape(gradient) == np.shape(values[name])
            np.testing.assert_allclose(gradient, wanted, rtol=1e-12, atol=1e-14)


def test_the_way_forward_and_the_way_back_agree_on_every_direction(rng):
    for graph, inputs, output in graphs(rng):
        values = reference.graph_evaluate(graph, inputs)
        gradients = reference.graph_backward(graph, values, output)
        tangents = {k: rng.standard_normal(np.shape(v)) for k, v in inputs.items()}
        moved = reference.jvp(graph, values, tangents)[output]
        along = sum(np.sum(gradients[k] * tangents[k]) for k in tangents)
        assert moved == pytest.approx(along, rel=1e-11)


def test_the_way_forward_is_pytorchs(rng):
    inputs = {k: rng.uniform(-1, 1, s) for k, s in SHAPES.items()}
    tangents = {k: rng.standard_normal(s) for k, s in SHAPES.items()}

    def h(*arrays):
        given = dict(zip(SHAPES, arrays, strict=True))
        return torch.tanh(given["x"] @ given["W"] + given["b"]) - given["target"]

    jacobians = torch.autograd.functional.jacobian(
        h, tuple(torch.tensor(inputs[k]) for k in SHAPES)
    )
    wanted = sum(
        np.tensordot(jacobian, tangents[k], axes=len(SHAPES[k]))
        for k, jacobian in zip(SHAPES, jacobians, strict=True)
    )
    values = reference.graph_evaluate(NETWORK, inputs)
    moved = reference.jvp(NETWORK, values, tangents)
    np.testing.assert_allclose(moved["gap"], wanted, rtol=1e-12)


ENTRY_BY_ENTRY = sorted((UNARY | BINARY).keys() - {"sin", "sum", "add", "matmul"})


@pytest.mark.parametrize("operation", ENTRY_BY_ENTRY)
def test_the_way_back_through_one_operation_is_the_numeric_gradient(operation, rng):
    shape = (2, 3)
    operands = [rng.uniform(0.5, 2, shape) for _ in range(1 + (operation in BINARY))]
    dy = rng.standard_normal(shape)
    got = reference.vjp_elementwise(dy, operation, operands)
    wanted = numeric_gradients(lambda *a: (apply(operation, *a),), operands, (dy,))
    for ours, theirs in zip(got, wanted, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-7, atol=1e-8)


def test_the_way_back_through_a_matrix_product_is_pytorchs(rng):
    dy, x, W = (rng.standard_normal(s) for s in ((2, 4), (2, 3), (3, 4)))
    tx, tW = tensor(x), tensor(W)
    (tx @ tW).backward(torch.tensor(dy))
    for ours, theirs in zip(
        reference.vjp_matmul(dy, x, W), (tx.grad, tW.grad), strict=True
    ):
        np.testing.assert_allclose(ours, theirs, rtol=1e-13, atol=1e-14)


STRETCHED = [((2, 3), (3,)), ((3, 1), (1, 4)), ((), (2, 2)), ((4, 1, 3), (2, 1))]


@pytest.mark.parametrize("shapes", STRETCHED)
def test_the_way_back_through_a_stretched_sum_is_pytorchs(shapes, rng):
    a, b = (rng.standard_normal(shape) for shape in shapes)
    dy = rng.standard_normal(np.broadcast_shapes(*shapes))
    ta, tb = tensor(a), tensor(b)
    (ta + tb).backward(torch.tensor(dy))
    got = reference.vjp_broadcast_add(dy, a, b)
    for ours, theirs in zip(got, (ta.grad, tb.grad), strict=True):
        assert ours.shape == tuple(theirs.shape)
        np.testing.assert_allclose(ours, theirs, rtol=1e-13)


def test_differences_find_pytorchs_gradient(rng):
    W, x = rng.standard_normal((3, 2)), rng.standard_normal((4, 3))
    tx = tensor(x)
    torch.tanh(tx @ torch.tensor(W)).sum().backward()
    got = reference.numeric_gradient(lambda x: np.tanh(x @ W).sum(), x)
    np.testing.assert_allclose(got, tx.grad, rtol=1e-7, atol=1e-9)


def test_a_random_direction_accepts_right_and_refuses_wrong_gradients(rng):
    x = rng.standard_normal((3, 2))
    right, wrong = np.cos(x), np.cos(x).T.reshape(3, 2)

    def f(x):
        return np.sin(x).sum()

    for seed in range(50):
        draws = np.random.default_rng(seed)
        assert reference.gradient_check(f, right, x, draws)[2]
        assert not reference.gradient_check(f, wrong, x, draws)[2]


@given(st.permutations(KNOTTED))
@settings(max_examples=50, deadline=None)
def test_an_order_is_found_for_every_listing_and_found_valid(listing):
    order = reference.topological_order(listing)
    operands = {node.name: node.operands for node in listing}
    assert TopologicalOrder(operands).mismatch(order, "order") is None
    values = reference.graph_evaluate(listing, {"p": 0.7, "q": 0.4})
    assert values == pytest.approx(
        reference.graph_evaluate(KNOTTED, {"p": 0.7, "q": 0.4})
    )


def test_every_valid_order_is_accepted_and_every_other_refused():
    operands = {"a": (), "b": (), "c": ("a", "b"), "d": ("c", "a"), "e": ("b",)}
    wanted = TopologicalOrder(operands)
    for order in itertools.permutations(operands):
        place = {name: k for k, name in enumerate(order)}
        valid = all(place[k] < place[n] for n, ks in operands.items() for k in ks)
        assert (wanted.mismatch(order, "order") is None) == valid


REFUSED = {
    "without b": ["a"],
    "twice a": ["a", "b", "a"],
    "unknown x": ["a", "b", "x"],
    "backward": ["b", "a"],
    "type": ["a", 1],
}


@pytest.mark.parametrize("kind", REFUSED)
def test_an_order_that_is_not_one_is_refused_by_its_fault(kind):
    wanted = TopologicalOrder({"a": (), "b": ("a",)})
    assert wanted.mismatch(REFUSED[kind], "order").kind == kind
