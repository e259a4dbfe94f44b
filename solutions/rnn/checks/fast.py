"""Chapter 2, a fast layer: the checks of every exercise."""

from autograder.suite import Suite
from solutions.rnn import reference
from solutions.rnn.checks.cases import sequence_arguments, sequence_gradients

# unrolled-canary: keep out of anything published

ahead = Suite(reference.rnn_layer_forward)


@ahead.check(points=2, outputs="h")
def same_states(rng):
    """The states are those of rnn_forward."""
    yield sequence_arguments(rng, T=5, N=2, D=3, H=4)


@ahead.check(points=1, outputs="cache")
def same_cache(rng):
    """The cache is that of rnn_forward."""
    yield sequence_arguments(rng, T=3, N=2, D=1, H=2)


@ahead.check(points=1, outputs="h", keeps_arguments=True)
def layer_keeps_arguments(rng):
    """The arguments stay as they were."""
    yield sequence_arguments(rng, T=3, N=1, D=2, H=2)


@ahead.check(points=2, hidden=True, outputs="h")
def unseen_layers_forward(rng):
    """It holds for other lengths and sizes too, one step included."""
    for T, N, D, H in ((1, 2, 3, 4), (7, 3, 2, 5)):
        yield sequence_arguments(rng, T, N, D, H)


behind = Suite(reference.rnn_layer_backward)


@behind.check(points=2, outputs="dx dh_0")
def same_gradients(rng):
    """The gradients of inputs and initial state are those of rnn_backward."""
    yield sequence_gradients(rng, T=5, N=2, D=3, H=4)


@behind.check(points=2, outputs="dW_xh dW_hh db_h")
def same_weight_gradients(rng):
    """The gradients of the weights are those of rnn_backward."""
    yield sequence_gradients(rng, T=4, N=2, D=1, H=2)


@behind.check(points=1, keeps_arguments=True)
def layer_keeps_gradients(rng):
    """The arguments stay as they were."""
    yield sequence_gradients(rng, T=3, N=1, D=3, H=2)


@behind.check(points=2, hidden=True)
def unseen_layers_backward(rng):
    """It holds for other lengths and sizes too, one step included."""
    for T, N, D, H in ((1, 2, 3, 4), (6, 3, 2, 5)):
        yield sequence_gradients(rng, T, N, D, H)
