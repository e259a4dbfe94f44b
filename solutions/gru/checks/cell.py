"""Chapter 5, the cell: the checks of every exercise.

Each check is a generator of argument tuples; its docstring is what the student reads.
"""

import numpy as np

from autograder.suite import Suite
from solutions.gru import reference
from solutions.gru.checks.cases import cell_arguments, cell_gradients, coupled_arguments

# unrolled-canary: keep out of anything published

coupled = Suite(reference.coupled_lstm_cell_forward)


@coupled.check(points=1, outputs="c_t")
def mixed_memory(rng):
    """The memory is a mixture: f_t of the old one, and the rest of the candidate."""
    yield coupled_arguments(rng, N=2, D=3, H=2)


@coupled.check(points=1, outputs="h_t")
def coupled_state(rng):
    """The hidden state h_t shows o_t of the squashed memory."""
    yield coupled_arguments(rng, N=2, D=3, H=1)


@coupled.check(points=1, keeps_arguments=True)
def coupled_keeps_arguments(rng):
    """The arguments stay as they were."""
    yield coupled_arguments(rng, N=1, D=3, H=2)


@coupled.check(points=1, hidden=True)
def unseen_coupled_sizes(rng):
    """It holds for other sizes and numbers too."""
    for N, D, H in ((4, 6, 3), (3, 1, 2)):
        yield coupled_arguments(rng, N, D, H)


step = Suite(reference.gru_cell_forward)


@step.check(points=1, outputs="h_t")
def one_unit(rng):
    """One unit with one input, the numbers of the page, comes out right."""
    yield (
        np.array([[1.0]]),
        np.array([[0.5]]),
        np.array([[1.0, -1.0, 1.0]]),
        np.array([[2.0, 1.0, -3.0]]),
        np.array([-1.0, 0.0, 0.5]),
    )


@step.check(points=2, outputs="h_t")
def new_state(rng):
    """The new state keeps 1 - z_t of the old one and takes z_t of the candidate."""
    yield cell_arguments(rng, N=2, D=3, H=4)
    yield cell_arguments(rng, N=3, D=2, H=1)


@step.check(points=1, outputs="cache")
def cache(rng):
    """The cache holds what the backward step needs, under the right names."""
    yield cell_arguments(rng, N=3, D=1, H=2)


@step.check(points=1, outputs="h_t", keeps_arguments=True)
def keeps_arguments(rng):
    """The arguments stay as they were."""
    yield cell_arguments(rng, N=1, D=3, H=2)


@step.check(points=2, hidden=True, outputs="h_t")
def unseen_sizes(rng):
    """It holds for other sizes and numbers too."""
    for N, D, H in ((1, 2, 5), (4, 6, 3), (3, 1, 2)):
        yield cell_arguments(rng, N, D, H)


@step.check(points=1, hidden=True, outputs="h_t")
def far_out(rng):
    """Inputs so large that gates close altogether give no nan and no infinity."""
    _, h_prev, W_x, W_h, b = cell_arguments(rng, N=2, D=1, H=40)
    # away from 0, so that every gate is either open or shut, whatever is drawn
    W_x = np.where(W_x < 0, W_x - 1, W_x + 1)
    yield np.array([[1000.0], [-1000.0]]), h_prev, W_x, W_h, b


back = Suite(reference.gru_cell_backward)


@back.check(points=1, outputs="dx_t")
def to_the_input(rng):
    """The gradient reaches the input through both gates and the candidate."""
    yield cell_gradients(rng, N=2, D=3, H=2)


@back.check(points=2, outputs="dh_prev")
def to_the_state(rng):
    """The gradient reaches the old state on all four ways."""
    yield cell_gradients(rng, N=2, D=1, H=3)


@back.check(points=1, outputs="dW_x db")
def input_weights(rng):
    """The gradients of W_x and b are right and summed over the batch."""
    yield cell_gradients(rng, N=2, D=3, H=1)


@back.check(points=1, outputs="dW_h")
def recurrent_weights(rng):
    """The gradient of W_h pairs each block with what it was multiplied by."""
    yield cell_gradients(rng, N=3, D=1, H=2)


@back.check(points=1, keeps_arguments=True)
def keeps_gradients(rng):
    """The arguments stay as they were."""
    yield cell_gradients(rng, N=1, D=3, H=2)


@back.check(points=3, hidden=True)
def unseen_gradients(rng):
    """It holds for other sizes and numbers too."""
    for N, D, H in ((2, 2, 5), (4, 6, 3)):
        yield cell_gradients(rng, N, D, H)
