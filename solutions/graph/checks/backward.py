"""Chapter 1, reverse mode: the checks of every exercise."""

from autograder.suite import Suite
from rnn_core.records import Node
from solutions.graph import reference
from solutions.graph.checks.cases import (
    away_from_zero,
    backward_arguments,
    draw,
    network,
    number,
    renamed,
    shared,
)

# unrolled-canary: keep out of anything published

evaluate = Suite(reference.graph_evaluate)


@evaluate.check(points=1)
def numbers_in_order(rng):
    """Every node gets its value, where the list is in order of computation."""
    graph = [
        Node("a", "input"),
        Node("b", "input"),
        Node("c", "subtract", ("a", "b")),
        Node("d", "divide", ("c", "b")),
        Node("e", "exp", ("d",)),
    ]
    yield graph, {"a": number(rng), "b": number(rng, 1.2, 2.0)}


@evaluate.check(points=1)
def used_twice(rng):
    """A node that is used twice is computed right, wherever it stands in the list."""
    yield shared(rng, 3)


@evaluate.check(points=1, keeps_arguments=True)
def arrays_too(rng):
    """Matrices and a bias go through the same graph, and the inputs stay unchanged."""
    yield network(rng)


@evaluate.check(points=2, hidden=True)
def unseen_inputs(rng):
    """It holds for other shapes, names and orders too."""
    yield network(rng, N=3, D=2, H=5)
    graph, inputs = shared(rng, 2, 3)
    graph, names = renamed(rng, graph)
    yield graph, {names[name]: value for name, value in inputs.items()}


elementwise = Suite(reference.vjp_elementwise)


def one(rng, operation, *shape, operand=draw):
    """Draw the arguments for an operation of one operand."""
    return draw(rng, *shape), operation, [operand(rng, *shape)]


def two(rng, operation, *shape):
    """Draw the arguments for an operation of two operands."""
    operands = [draw(rng, *shape), away_from_zero(rng, *shape)]
    return draw(rng, *shape), operation, operands


@elementwise.check(points=1)
def through_a_product(rng):
    """Through a product, each operand's gradient is dy times the other one."""
    yield two(rng, "multiply", 3)
    yield two(rng, "multiply", 2, 4)


@elementwise.check(points=1)
def through_difference_and_quotient(rng):
    """Through a difference and a quotient, both operands get their share."""
    yield two(rng, "subtract", 3)
    yield two(rng, "divide", 2, 3)


@elementwise.check(points=1)
def through_squashing(rng):
    """Through tanh and sigmoid, dy is multiplied by the slope."""
    yield one(rng, "tanh", 4)
    yield one(rng, "sigmoid", 2, 3)


@elementwise.check(points=1, keeps_arguments=True)
def through_powers_and_logarithms(rng):
    """Through square, exp and log it holds as well, and the arguments stay."""
    yield one(rng, "square", 3)
    yield one(rng, "exp", 3)
    yield one(rng, "log", 2, 3, operand=away_from_zero)


@elementwise.check(points=2, hidden=True)
def unseen_arrays(rng):
    """It holds for other shapes and numbers too."""
    for operation in ("subtract", "multiply", "divide"):
        yield two(rng, operation, 2, 3, 4)
    for operation in ("square", "tanh", "sigmoid", "exp"):
        yield one(rng, operation, 5, 2)
    yield one(rng, "log", 5, operand=away_from_zero)


matmul = Suite(reference.vjp_matmul)


def product(rng, N, D, H):
    """Draw the arguments of `vjp_matmul`."""
    return draw(rng, N, H), draw(rng, N, D), draw(rng, D, H)


@matmul.check(points=1, outputs="dx")
def to_the_left_factor(rng):
    """The gradient dx of the left factor is right."""
    yield product(rng, N=2, D=3, H=4)


@matmul.check(points=1, outputs="dW")
def to_the_right_factor(rng):
    """The gradient dW of the right factor is summed over the rows."""
    yield product(rng, N=2, D=3, H=4)


@matmul.check(points=1, keeps_arguments=True)
def one_row(rng):
    """With a single row it holds as well, and the arguments stay as they were."""
    yield product(rng, N=1, D=2, H=3)


@matmul.check(points=2, hidden=True)
def unseen_products(rng):
    """It holds for other sizes too."""
    yield product(rng, N=5, D=2, H=3)
    yield product(rng, N=3, D=4, H=2)


broadcast = Suite(reference.vjp_broadcast_add)


@broadcast.check(points=1)
def a_bias(rng):
    """A bias that was added to every row gets the sum over the rows."""
    yield draw(rng, 2, 3), draw(rng, 2, 3), draw(rng, 3)
    yield draw(rng, 2, 3, 4), draw(rng, 4), draw(rng, 2, 3, 4)


@broadcast.check(points=1)
def a_column(rng):
    """An axis of length 1 that was stretched is summed and stays."""
    yield draw(rng, 3, 4), draw(rng, 3, 4), draw(rng, 3, 1)
    yield draw(rng, 3, 2), draw(rng, 1, 2), draw(rng, 3, 1)


@broadcast.check(points=1, keeps_arguments=True)
def a_number(rng):
    """A single number that was added everywhere gets the sum over all entries."""
    yield draw(rng, 2, 3), number(rng), draw(rng, 2, 3)


@broadcast.check(points=2, hidden=True)
def unseen_shapes(rng):
    """It holds for other pairs of shapes too."""
    yield draw(rng, 4, 2, 3), draw(rng, 2, 1), draw(rng, 4, 1, 3)
    yield draw(rng, 5, 2), draw(rng, 5, 2), draw(rng, 2)
    yield draw(rng, 3), number(rng), draw(rng, 3)


reverse = Suite(reference.graph_backward)


@reverse.check(points=1)
def twice_in_one_product(rng):
    """A node that is both factors of a product gets one part for each."""
    graph = [Node("y", "multiply", ("x", "x")), Node("x", "input")]
    yield backward_arguments(graph, {"x": number(rng, 1.2, 2.0)}, "y")


@reverse.check(points=2)
def two_children(rng):
    """Where a node has two children, both parts arrive before it passes them on."""
    yield backward_arguments(*shared(rng, 3), "total")


@reverse.check(points=2, keeps_arguments=True)
def a_small_network(rng):
    """Matrix, bias, tanh and loss: every gradient is right, the values stay."""
    yield backward_arguments(*network(rng), "loss")


@reverse.check(points=3, hidden=True)
def unseen_networks(rng):
    """It holds for other graphs and shapes too."""
    yield backward_arguments(*network(rng, N=3, D=2, H=5), "loss")
    graph, inputs = shared(rng, 2, 2)
    graph, names = renamed(rng, graph)
    inputs = {names[name]: value for name, value in inputs.items()}
    yield backward_arguments(graph, inputs, names["total"])
