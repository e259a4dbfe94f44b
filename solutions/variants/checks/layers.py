"""Chapter 6, other feedback and more layers: the checks of every exercise."""

import numpy as np

from autograder.suite import Suite
from solutions.variants import reference
from solutions.variants.checks.cases import (
    deep_arguments,
    deep_gradients,
    jordan_arguments,
    jordan_gradients,
)

# unrolled-canary: keep out of anything published

jordan = Suite(reference.jordan_forward)


@jordan.check(points=1, outputs="y")
def one_unit_by_hand(rng):
    """One unit, one output, two steps: the numbers of the page come out right."""
    column = np.array([[1.0]])
    x = np.array([[[0.5]], [[0.0]]])
    yield x, 0 * column, 2 * column, column, 0.5 * column, np.zeros(1), np.ones(1)


@jordan.check(points=2, outputs="y")
def outputs(rng):
    """Every step reads the output of the step before, and the first one y_0."""
    yield jordan_arguments(rng, T=4, N=2, D=3, H=2, V=1)
    yield jordan_arguments(rng, T=3, N=1, D=2, H=3, V=2)


@jordan.check(points=1, outputs="cache")
def jordan_cache(rng):
    """The cache holds inputs, weights, states and outputs under the right names."""
    yield jordan_arguments(rng, T=3, N=2, D=1, H=4, V=3)


@jordan.check(points=1, outputs="y", keeps_arguments=True)
def jordan_keeps_arguments(rng):
    """The arguments stay as they were."""
    yield jordan_arguments(rng, T=3, N=1, D=2, H=3, V=1)


@jordan.check(points=2, hidden=True, outputs="y")
def unseen_outputs(rng):
    """It holds for other lengths and sizes too, one step included."""
    for T, N, D, H, V in ((1, 2, 3, 4, 2), (7, 3, 2, 5, 1)):
        yield jordan_arguments(rng, T, N, D, H, V)


back = Suite(reference.jordan_backward)


@back.check(points=1, outputs="dx dy_0")
def through_the_outputs(rng):
    """The gradient reaches every input and y_0, through the outputs on the way."""
    yield jordan_gradients(rng, T=4, N=2, D=3, H=2, V=1)


@back.check(points=1, outputs="dW_hy db_y")
def output_weights(rng):
    """The output weights get the total gradient of every output."""
    yield jordan_gradients(rng, T=3, N=2, D=1, H=3, V=2)


@back.check(points=1, outputs="dW_xh dW_yh db_h")
def hidden_weights(rng):
    """The weights into the hidden units add up all steps and sequences."""
    yield jordan_gradients(rng, T=3, N=2, D=4, H=3, V=1)


@back.check(points=1, keeps_arguments=True)
def jordan_keeps_gradients(rng):
    """The arguments stay as they were."""
    yield jordan_gradients(rng, T=3, N=1, D=2, H=3, V=1)


@back.check(points=3, hidden=True)
def unseen_jordan_gradients(rng):
    """It holds for other lengths and sizes too, one step included."""
    for T, N, D, H, V in ((1, 2, 3, 4, 2), (6, 3, 2, 5, 1)):
        yield jordan_gradients(rng, T, N, D, H, V)


deep = Suite(reference.deep_forward)


@deep.check(points=2, outputs="h")
def two_layers(rng):
    """The second layer reads the states of the first, and its own first state."""
    yield deep_arguments(rng)


@deep.check(points=1, outputs="caches")
def layer_caches(rng):
    """There is one cache for each layer, the lowest first."""
    yield deep_arguments(rng, L=2, T=2, N=1, D=3, H=2)


@deep.check(points=1, outputs="h", keeps_arguments=True)
def deep_keeps_arguments(rng):
    """The arguments stay as they were."""
    yield deep_arguments(rng, L=2, T=2, N=2, D=1, H=3)


@deep.check(points=2, hidden=True, outputs="h")
def unseen_stacks(rng):
    """It holds for other numbers of layers too."""
    yield deep_arguments(rng, L=3, T=4, N=2, D=2, H=3)
    yield deep_arguments(rng, L=4, T=1, N=3, D=5, H=2)


down = Suite(reference.deep_backward)


@down.check(points=2, outputs="dx dh_0")
def through_the_layers(rng):
    """The gradient reaches the inputs and every layer's first state."""
    yield deep_gradients(rng)


@down.check(points=1, outputs="dlayers")
def weights_of_every_layer(rng):
    """Every layer has its three gradients, the lowest layer first."""
    yield deep_gradients(rng, L=2, T=2, N=3, D=1, H=2)


@down.check(points=1, keeps_arguments=True)
def deep_keeps_gradients(rng):
    """The arguments stay as they were."""
    yield deep_gradients(rng, L=2, T=2, N=1, D=3, H=2)


@down.check(points=2, hidden=True)
def unseen_stack_gradients(rng):
    """It holds for other numbers of layers too."""
    yield deep_gradients(rng, L=3, T=4, N=2, D=2, H=3)
    yield deep_gradients(rng, L=4, T=2, N=3, D=5, H=2)
