"""Chapter 4, the cell: the checks of every exercise.

Each check is a generator of argument tuples; its docstring is what the student reads.
"""

import numpy as np

from autograder.suite import Suite
from solutions.lstm import reference
from solutions.lstm.checks.cases import cell_arguments, cell_gradients, draw

# unrolled-canary: keep out of anything published

# The lecture's example: (x1, x2, x3) at each of five steps.
EXAMPLE = ((3, 1, 0), (4, 1, 0), (2, 0, 0), (1, 0, 1), (3, -1, 0))


def example_steps():
    """Yield the arguments of `memory_cell` at each step of the lecture's example."""
    c = 0.0
    for x1, x2, x3 in EXAMPLE:
        drives = 100.0 * x2 - 10, 100.0 * x2 + 10, 100.0 * x3 - 10
        yield float(x1), *drives, c
        c = float(reference.memory_cell(float(x1), *drives, c)[1])


cell = Suite(reference.memory_cell)


@cell.check(points=1, outputs="c")
def example_memory(rng):
    """In the lecture's example the memory runs through 3, 7, 7, 7 and is then reset."""
    yield from example_steps()


# sigmoid(-10) is a difference of two numbers near 0.5: float32 keeps 3 digits of it
@cell.check(points=1, outputs="a", rtol=1e-3)
def example_output(rng):
    """In the lecture's example only the fourth step lets the 7 out."""
    yield from example_steps()


@cell.check(points=1, outputs="c")
def half_open(rng):
    """Half-open gates mix the old memory with the new value."""
    yield 2.0, 0.5, -0.7, 0.3, 3.0
    yield -1.5, -0.4, 1.2, -0.9, 0.5


@cell.check(points=1, keeps_arguments=True)
def many_cells(rng):
    """Whole arrays of cells work at once, and the arguments stay as they were."""
    yield tuple(draw(rng, 2, 3, low=-2, high=2) for _ in range(5))


@cell.check(points=2, hidden=True)
def unseen_cells(rng):
    """It holds for other numbers too."""
    for shape in ((4,), (3, 5)):
        yield tuple(draw(rng, *shape, low=-3, high=3) for _ in range(5))


step = Suite(reference.lstm_cell_forward)


@step.check(points=1, outputs="h_t c_t")
def one_unit(rng):
    """One unit with one input, the numbers of the page, comes out right."""
    yield (
        *(np.array([[v]]) for v in (1.0, 0.5, 2.0)),
        np.array([[1.0, -1.0, 1.0, 2.0]]),
        np.array([[1.0, 2.0, -1.0, -2.0]]),
        np.array([0.0, 1.0, 0.0, -3.0]),
    )


@step.check(points=2, outputs="c_t")
def memory(rng):
    """The memory c_t keeps f_t of the old one and takes i_t of the candidate."""
    yield cell_arguments(rng)
    yield cell_arguments(rng, N=3, D=2, H=1)


@step.check(points=1, outputs="h_t")
def hidden_state(rng):
    """The hidden state h_t shows o_t of the squashed memory."""
    yield cell_arguments(rng)


@step.check(points=1, outputs="cache")
def cache(rng):
    """The cache holds what the backward step needs, under the right names."""
    yield cell_arguments(rng, N=2, D=3, H=1)


@step.check(points=1, outputs="h_t c_t", keeps_arguments=True)
def keeps_arguments(rng):
    """The arguments stay as they were."""
    yield cell_arguments(rng, N=1, D=3, H=2)


@step.check(points=2, hidden=True, outputs="h_t c_t")
def unseen_sizes(rng):
    """It holds for other sizes and numbers too."""
    for N, D, H in ((1, 2, 5), (4, 6, 3), (3, 1, 2)):
        yield cell_arguments(rng, N, D, H)


@step.check(points=1, hidden=True, outputs="h_t c_t")
def far_out(rng):
    """Inputs so large that gates close altogether give no nan and no infinity."""
    _, h_prev, c_prev, W_x, W_h, b = cell_arguments(rng, N=2, D=1, H=40)
    # away from 0, so that every gate is either open or shut, whatever is drawn
    W_x = np.where(W_x < 0, W_x - 1, W_x + 1)
    yield np.array([[1000.0], [-1000.0]]), h_prev, c_prev, W_x, W_h, b


back = Suite(reference.lstm_cell_backward)


@back.check(points=1, outputs="dc_prev")
def through_the_memory(rng):
    """The gradient that comes in through the memory leaves it, times f_t."""
    dh_t, dc_next, cache = cell_gradients(rng, N=2, D=3, H=1)
    yield 0 * dh_t, dc_next, cache


@back.check(points=1, outputs="dx_t dh_prev dc_prev")
def through_the_output(rng):
    """The gradient of h_t alone reaches the input, the state and the memory."""
    dh_t, dc_next, cache = cell_gradients(rng, N=2, D=3, H=1)
    yield dh_t, 0 * dc_next, cache


@back.check(points=2, outputs="dx_t dh_prev dc_prev")
def both_ways(rng):
    """Both ways together: every gate sees the total gradient of the memory."""
    yield cell_gradients(rng, N=2, D=3, H=4)


@back.check(points=1, outputs="dW_x dW_h")
def weight_gradients(rng):
    """The gradients of the weights are right and summed over the batch."""
    yield cell_gradients(rng, N=2, D=3, H=1)


@back.check(points=1, outputs="db")
def bias_gradients(rng):
    """The gradient of the biases is right and summed over the batch."""
    yield cell_gradients(rng, N=3, D=1, H=2)


@back.check(points=1, keeps_arguments=True)
def keeps_gradients(rng):
    """The arguments stay as they were."""
    yield cell_gradients(rng, N=1, D=3, H=2)


@back.check(points=3, hidden=True)
def unseen_gradients(rng):
    """It holds for other sizes and numbers too."""
    for N, D, H in ((1, 2, 5), (4, 6, 3)):
        yield cell_gradients(rng, N, D, H)
