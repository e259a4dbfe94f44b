"""Chapter 1, forward mode and testing: the checks of every exercise."""

import numpy as np

from autograder.suite import Suite
from rnn_core.records import Node
from rnn_core.trace import trace
from solutions.graph import reference
from solutions.graph.checks.cases import (
    draw,
    jvp_arguments,
    network,
    renamed,
    shared,
)

# unrolled-canary: keep out of anything published

forward = Suite(reference.jvp)


@forward.check(points=1)
def a_product_of_moving_factors(rng):
    """Where both factors move, both parts of the product rule are there."""
    graph = [Node("y", "multiply", ("x", "w")), Node("x", "input"), Node("w", "input")]
    inputs = {"x": draw(rng, 3), "w": draw(rng, 3)}
    yield jvp_arguments(rng, graph, inputs, "x", "w")


@forward.check(points=1)
def one_input_moves(rng):
    """Inputs that are not named stand still, and what depends on none has tangent 0."""
    yield jvp_arguments(rng, *shared(rng, 3), "x")


@forward.check(points=1, keeps_arguments=True)
def through_a_network(rng):
    """Through matrix, bias, tanh and sum every tangent is right."""
    yield jvp_arguments(rng, *network(rng), "x", "W", "b")


@forward.check(points=2, hidden=True)
def unseen_directions(rng):
    """It holds for other graphs, shapes and directions too."""
    yield jvp_arguments(rng, *network(rng, N=3, D=2, H=5), "W", "x", "target")
    graph, inputs = shared(rng, 2, 2)
    graph, names = renamed(rng, graph)
    inputs = {names[name]: value for name, value in inputs.items()}
    yield jvp_arguments(rng, graph, inputs, names["x"])


def cubic(rng, *shape, scale=1.0):
    """Return f(x) = sum(a x³) as a program that can be called, its a, and an x."""
    a, x = draw(rng, *shape, low=0.5, high=2.0), draw(rng, *shape, low=0.5, high=1.5)
    a = a * scale
    return trace(lambda x: (a * x * x * x).sum(), x), a, x


def mixed(rng, *shape):
    """Return a function in which every entry acts on every other, and an x."""
    W, x = draw(rng, shape[-1], 2), draw(rng, *shape, low=0.2)
    return trace(lambda x: (np.tanh(x @ W) * (x @ W) * (x @ W)).sum(), x), x


numeric = Suite(reference.numeric_gradient)


@numeric.check(points=1)
def a_vector(rng):
    """Each entry is moved by itself, up and down by eps."""
    f, _, x = cubic(rng, 3)
    yield f, x, 0.1


@numeric.check(points=1)
def a_matrix(rng):
    """A matrix has a gradient of its shape; entries that are done stand still again."""
    f, x = mixed(rng, 2, 3)
    yield f, x, 0.2


@numeric.check(points=1, keeps_arguments=True)
def whole_numbers(rng):
    """An array of whole numbers is moved too, and holds the same numbers afterwards."""
    f, _, _ = cubic(rng, 3)
    yield f, rng.permutation([1, 2, 3]), 0.1


@numeric.check(points=2, hidden=True)
def unseen_functions(rng):
    """It holds for other functions and shapes too."""
    f, x = mixed(rng, 3, 4)
    yield f, x, 0.25
    f, _, x = cubic(rng, 2, 3)
    yield f, x, 0.15
    f, _, _ = cubic(rng, 4)
    yield f, np.arange(2, 6), 0.1


projection = Suite(reference.gradient_check)


def claims(rng, *shape, eps=1e-5, scale=1.0):
    """Yield a right gradient, and wrong ones, of a function."""
    f, a, x = cubic(rng, *shape, scale=scale)
    right = 3 * a * x**2
    one_off, exchanged = right.copy(), right.copy()
    one_off.flat[0] *= 1.5
    exchanged.flat[[0, -1]] = right.flat[[-1, 0]] + [0.5 * scale, -0.5 * scale]
    for claim in (right, one_off, -right, exchanged, right):
        seed = int(rng.integers(1 << 30))
        yield f, claim, x, np.random.default_rng(seed), eps


@projection.check(points=1, outputs="numeric")
def slope_by_differences(rng):
    """The numeric slope comes from two values of f, along the direction drawn."""
    yield from claims(rng, 3, eps=0.1)


@projection.check(points=1, outputs="claimed")
def slope_that_is_claimed(rng):
    """The claimed slope is the inner product of the gradient and the direction."""
    yield from claims(rng, 2, 3)


@projection.check(points=1, outputs="agree")
def right_and_wrong_claims(rng):
    """A right gradient is told from wrong ones, for large and for small functions."""
    yield from claims(rng, 4)
    yield from claims(rng, 3, scale=1e-4)


@projection.check(points=1, hidden=True, outputs="numeric claimed")
def unseen_slopes(rng):
    """The slopes are right for other functions and steps too."""
    yield from claims(rng, 5, eps=0.05)
    yield from claims(rng, 3, 2, eps=0.08)


@projection.check(points=1, hidden=True, outputs="agree")
def unseen_claims(rng):
    """Other claims are told apart too."""
    yield from claims(rng, 5)
    yield from claims(rng, 2, 3, scale=1e-4)
