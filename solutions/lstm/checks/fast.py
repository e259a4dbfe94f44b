"""Chapter 4, a fast layer: the checks of every exercise."""

from autograder.suite import Suite
from solutions.lstm import reference
from solutions.lstm.checks.cases import (
    draw,
    sequence_arguments,
    sequence_gradients,
    weights,
)

# unrolled-canary: keep out of anything published

project = Suite(reference.project_inputs)


def projection_arguments(rng, T=5, N=2, D=3, H=1):
    """Draw inputs, input weights and biases."""
    W_x, _, b = weights(rng, D, H)
    return draw(rng, T, N, D), W_x, b


@project.check(points=1)
def every_step_projected(rng):
    """Every step's input goes through W_x, and the bias is added."""
    yield projection_arguments(rng)


@project.check(points=1, keeps_arguments=True)
def projection_keeps_arguments(rng):
    """The arguments stay as they were."""
    yield projection_arguments(rng, T=3, N=1, D=2, H=2)


@project.check(points=1, hidden=True)
def unseen_projections(rng):
    """It holds for other sizes too, one step included."""
    yield projection_arguments(rng, T=1, N=4, D=2, H=3)
    yield projection_arguments(rng, T=6, N=3, D=5, H=2)


collect = Suite(reference.weight_gradients)


def collected_arguments(rng, T=5, N=2, D=3, H=1):
    """Draw inputs, states and the gradients of all pre-activations."""
    x, h_0, _, *_ = sequence_arguments(rng, T, N, D, H)
    return x, h_0, draw(rng, T, N, H), draw(rng, T, N, 4 * H)


@collect.check(points=1, outputs="dW_x db")
def inputs_and_biases(rng):
    """The gradients of W_x and b add up all steps and all sequences."""
    yield collected_arguments(rng)


@collect.check(points=1, outputs="dW_h")
def recurrent_weights(rng):
    """The gradient of W_h pairs each step with the state it started from."""
    yield collected_arguments(rng, H=2)


@collect.check(points=1, keeps_arguments=True)
def collecting_keeps_arguments(rng):
    """The arguments stay as they were."""
    yield collected_arguments(rng, T=3, N=1, D=2, H=2)


@collect.check(points=2, hidden=True)
def unseen_collections(rng):
    """It holds for other sizes too, one step included."""
    yield collected_arguments(rng, T=1, N=4, D=2, H=3)
    yield collected_arguments(rng, T=6, N=3, D=5, H=2)


ahead = Suite(reference.lstm_layer_forward)


@ahead.check(points=2, outputs="h c_T")
def same_results(rng):
    """The results are those of lstm_forward."""
    yield sequence_arguments(rng, T=5, N=2, D=3, H=2)


@ahead.check(points=1, outputs="cache")
def same_cache(rng):
    """The cache is that of lstm_forward."""
    yield sequence_arguments(rng, T=3, N=2, D=1, H=1)


@ahead.check(points=1, outputs="h c_T", keeps_arguments=True)
def layer_keeps_arguments(rng):
    """The arguments stay as they were."""
    yield sequence_arguments(rng, T=3, N=1, D=2, H=2)


@ahead.check(points=2, hidden=True, outputs="h c_T")
def unseen_layers_forward(rng):
    """It holds for other lengths and sizes too, one step included."""
    for T, N, D, H in ((1, 2, 3, 4), (7, 3, 2, 5)):
        yield sequence_arguments(rng, T, N, D, H)


behind = Suite(reference.lstm_layer_backward)


@behind.check(points=2, outputs="dx dh_0 dc_0")
def same_gradients(rng):
    """The gradients of inputs and initial states are those of lstm_backward."""
    yield sequence_gradients(rng, T=5, N=2, D=3, H=2)


@behind.check(points=1, outputs="dW_x dW_h db")
def same_weight_gradients(rng):
    """The gradients of the weights are those of lstm_backward."""
    yield sequence_gradients(rng, T=4, N=2, D=3, H=1)


@behind.check(points=1, keeps_arguments=True)
def layer_keeps_gradients(rng):
    """The arguments stay as they were."""
    yield sequence_gradients(rng, T=3, N=1, D=2, H=2)


@behind.check(points=2, hidden=True)
def unseen_layers_backward(rng):
    """It holds for other lengths and sizes too, one step included."""
    for T, N, D, H in ((1, 2, 3, 4), (6, 3, 2, 5)):
        yield sequence_gradients(rng, T, N, D, H)
