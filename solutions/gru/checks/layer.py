"""Chapter 5, the layer: the checks of every exercise."""

from autograder.suite import Suite
from solutions.gru import reference
from solutions.gru.checks.cases import sequence_arguments, sequence_gradients

# unrolled-canary: keep out of anything published

layer = Suite(reference.gru_forward)


@layer.check(points=2, outputs="h")
def states(rng):
    """Every step starts from the state of the step before."""
    yield sequence_arguments(rng, T=5, N=2, D=3, H=1)


@layer.check(points=1, outputs="cache")
def sequence_cache(rng):
    """The cache holds the arrays of all steps, stacked along time."""
    yield sequence_arguments(rng, T=3, N=2, D=1, H=1)


@layer.check(points=1, outputs="h", keeps_arguments=True)
def keeps_sequence(rng):
    """The arguments stay as they were."""
    yield sequence_arguments(rng, T=3, N=1, D=2, H=2)


@layer.check(points=2, hidden=True, outputs="h")
def unseen_sequences(rng):
    """It holds for other lengths and sizes too, one step included."""
    for T, N, D, H in ((1, 2, 3, 4), (7, 3, 2, 5)):
        yield sequence_arguments(rng, T, N, D, H)


through = Suite(reference.gru_backward)


@through.check(points=2, outputs="dx dh_0")
def input_gradients(rng):
    """The gradient reaches every input and the initial state, from every later step."""
    yield sequence_gradients(rng, T=5, N=2, D=3, H=1)


@through.check(points=2, outputs="dW_x dW_h db")
def shared_weights(rng):
    """Each step adds its part to the gradients of the shared weights."""
    yield sequence_gradients(rng, T=3, N=2, D=3, H=1)


@through.check(points=1, keeps_arguments=True)
def keeps_sequence_gradients(rng):
    """The arguments stay as they were."""
    yield sequence_gradients(rng, T=3, N=1, D=2, H=2)


@through.check(points=2, hidden=True)
def unseen_sequence_gradients(rng):
    """It holds for other lengths and sizes too, one step included."""
    for T, N, D, H in ((1, 2, 3, 4), (6, 3, 2, 5)):
        yield sequence_gradients(rng, T, N, D, H)
