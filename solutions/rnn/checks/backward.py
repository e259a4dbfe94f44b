"""Chapter 2, backward: the checks of every exercise."""

from autograder.suite import Suite
from rnn_core.records import OutputCache
from solutions.rnn import reference
from solutions.rnn.checks.cases import cell_gradients, draw, sequence_gradients

# unrolled-canary: keep out of anything published

unread = Suite(reference.output_backward)


def unread_arguments(rng, *leading, H=3, V=2):
    """Draw gradients of scores, and a cache."""
    return draw(rng, *leading, V), OutputCache(draw(rng, *leading, H), draw(rng, H, V))


@unread.check(points=1, outputs="dh")
def gradient_of_the_states(rng):
    """The gradient of every score reaches every unit of its state."""
    yield unread_arguments(rng, 4, 2, H=3, V=2)


@unread.check(points=1, outputs="dW_hy db_y")
def gradients_of_the_readout(rng):
    """The gradients of weights and bias are summed over steps and sequences."""
    yield unread_arguments(rng, 4, 3, H=2, V=1)


@unread.check(points=1, keeps_arguments=True)
def readout_of_one_step(rng):
    """One step alone works too, and the arguments stay as they were."""
    yield unread_arguments(rng, 2, H=3, V=4)


@unread.check(points=2, hidden=True)
def unseen_readout_gradients(rng):
    """It holds for other sizes too, as many outputs as units included."""
    yield unread_arguments(rng, 3, H=2, V=5)
    yield unread_arguments(rng, 6, 2, H=4, V=4)


back = Suite(reference.rnn_cell_backward)


@back.check(points=2, outputs="dx_t dh_prev")
def through_the_step(rng):
    """The gradient reaches the input and the state of the step before."""
    yield cell_gradients(rng, N=2, D=3, H=4)


@back.check(points=1, outputs="dW_xh dW_hh")
def weight_gradients(rng):
    """The gradients of the weights are right and summed over the batch."""
    yield cell_gradients(rng, N=3, D=1, H=2)


@back.check(points=1, outputs="db_h")
def bias_gradient(rng):
    """The gradient of the bias is right and summed over the batch."""
    yield cell_gradients(rng, N=3, D=1, H=2)


@back.check(points=1, keeps_arguments=True)
def keeps_gradients(rng):
    """The arguments stay as they were."""
    yield cell_gradients(rng, N=1, D=3, H=2)


@back.check(points=2, hidden=True)
def unseen_gradients(rng):
    """It holds for other sizes and numbers too."""
    for N, D, H in ((1, 2, 5), (4, 6, 3)):
        yield cell_gradients(rng, N, D, H)


through = Suite(reference.rnn_backward)


@through.check(points=2, outputs="dx")
def input_gradients(rng):
    """The gradient reaches every input, from every later step."""
    yield sequence_gradients(rng, T=5, N=2, D=3, H=2)


@through.check(points=1, outputs="dh_0")
def initial_gradient(rng):
    """The gradient reaches the state before the first step."""
    yield sequence_gradients(rng, T=4, N=2, D=1, H=3)


@through.check(points=2, outputs="dW_xh dW_hh db_h")
def shared_weights(rng):
    """Each step adds its part to the gradients of the shared weights."""
    yield sequence_gradients(rng, T=3, N=2, D=1, H=2)


@through.check(points=1, keeps_arguments=True)
def keeps_sequence_gradients(rng):
    """The arguments stay as they were."""
    yield sequence_gradients(rng, T=3, N=1, D=3, H=2)


@through.check(points=2, hidden=True)
def unseen_sequence_gradients(rng):
    """It holds for other lengths and sizes too, one step included."""
    for T, N, D, H in ((1, 2, 3, 4), (6, 3, 2, 5)):
        yield sequence_gradients(rng, T, N, D, H)


paths = Suite(reference.bptt_path_sum)


@paths.check(points=1, outputs="terms_xh")
def two_steps(rng):
    """With two steps the table has three terms, and one place that stays empty."""
    yield sequence_gradients(rng, T=2, N=1, D=2, H=1)


@paths.check(points=2, outputs="terms_xh")
def table_of_the_input_weights(rng):
    """Every path from a loss to a use of W_xh has its term."""
    yield sequence_gradients(rng, T=4, N=2, D=1, H=2)


@paths.check(points=2, outputs="terms_hh")
def table_of_the_recurrent_weights(rng):
    """Every path from a loss to a use of W_hh has its term."""
    yield sequence_gradients(rng, T=4, N=2, D=1, H=2)


@paths.check(points=1, keeps_arguments=True)
def table_keeps_arguments(rng):
    """The arguments stay as they were."""
    yield sequence_gradients(rng, T=3, N=1, D=1, H=2)


@paths.check(points=2, hidden=True)
def unseen_tables(rng):
    """It holds for other lengths and sizes too, one step included."""
    for T, N, D, H in ((1, 2, 3, 4), (5, 3, 3, 2)):
        yield sequence_gradients(rng, T, N, D, H)
