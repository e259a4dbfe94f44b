"""Chapter 5, the conventions: the checks of every exercise."""

from autograder.suite import Suite
from solutions.gru import reference
from solutions.gru.checks.cases import draw, reset_after_arguments, weights

# unrolled-canary: keep out of anything published

after = Suite(reference.gru_cell_forward_reset_after)


@after.check(points=1)
def reset_after(rng):
    """The reset gate multiplies what the state gives, its bias included."""
    yield reset_after_arguments(rng, N=2, D=3, H=4)
    yield reset_after_arguments(rng, N=2, D=3, H=1)


@after.check(points=1, keeps_arguments=True)
def reset_after_keeps_arguments(rng):
    """The arguments stay as they were."""
    yield reset_after_arguments(rng, N=1, D=3, H=2)


@after.check(points=1, hidden=True)
def unseen_reset_after(rng):
    """It holds for other sizes and numbers too."""
    for N, D, H in ((1, 2, 5), (4, 6, 3)):
        yield reset_after_arguments(rng, N, D, H)


convert = Suite(reference.gru_to_torch)


def parameters(rng, D, H):
    """Draw the parameters of a reset-after GRU."""
    return *weights(rng, D, H), draw(rng, H)


@convert.check(points=1, outputs="weight_ih weight_hh")
def torch_weights(rng):
    """The weights have PyTorch's shapes, order and signs."""
    yield parameters(rng, D=3, H=2)


@convert.check(points=1, outputs="bias_ih bias_hh")
def torch_biases(rng):
    """The biases are split as PyTorch splits them, with the right signs."""
    yield parameters(rng, D=1, H=2)


@convert.check(points=1, keeps_arguments=True)
def converting_keeps_arguments(rng):
    """The arguments stay as they were."""
    yield parameters(rng, D=3, H=1)


@convert.check(points=1, hidden=True)
def unseen_conversions(rng):
    """It holds for other sizes and numbers too."""
    for D, H in ((2, 5), (4, 3)):
        yield parameters(rng, D, H)
