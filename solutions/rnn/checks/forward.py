"""Chapter 2, forward: the checks of every exercise.

Each check is a generator of argument tuples; its docstring is what the student reads.
"""

import numpy as np

from autograder.suite import Suite
from solutions.rnn import reference
from solutions.rnn.checks.cases import cell_arguments, draw, sequence_arguments

# unrolled-canary: keep out of anything published

store = Suite(reference.store_neuron)
ONES = np.ones((2, 2))
LECTURE = np.array([[1.0, 1.0], [1.0, 1.0], [2.0, 2.0]])


def store_arguments(rng, T, D, H, V):
    """Draw inputs, a store that is not empty, and three matrices."""
    return (
        draw(rng, T, D),
        draw(rng, H),
        *(draw(rng, *shape) for shape in ((D, H), (H, H), (H, V))),
    )


@store.check(points=1)
def example_of_the_lecture(rng):
    """In the lecture's example the outputs are 4, 12 and 32, twice each."""
    yield LECTURE, np.zeros(2), ONES, ONES, ONES


@store.check(points=1)
def order_matters(rng):
    """The same inputs in another order give other outputs."""
    yield LECTURE[::-1].copy(), np.zeros(2), ONES, ONES, ONES


@store.check(points=1, keeps_arguments=True)
def filled_store(rng):
    """It starts from what is in the store, and the arguments stay as they were."""
    yield store_arguments(rng, T=3, D=2, H=3, V=1)


@store.check(points=1, hidden=True)
def unseen_stores(rng):
    """It holds for other sizes and numbers too."""
    for T, D, H, V in ((1, 3, 2, 4), (4, 1, 3, 2)):
        yield store_arguments(rng, T, D, H, V)


stack = Suite(reference.stack_weights)


def stack_arguments(rng, N=2, D=3, H=4):
    """Draw the arguments of one step, without the bias."""
    return cell_arguments(rng, N, D, H)[:4]


@stack.check(points=1, outputs="stacked")
def weights_one_above_the_other(rng):
    """The weights stand one above the other, the recurrent ones first."""
    yield stack_arguments(rng, N=2, D=3, H=2)


@stack.check(points=1, outputs="joined")
def state_beside_input(rng):
    """State and input of a sequence stand side by side, in the same order."""
    yield stack_arguments(rng, N=2, D=3, H=2)


@stack.check(points=1, keeps_arguments=True)
def stacking_keeps_arguments(rng):
    """The arguments stay as they were."""
    yield stack_arguments(rng, N=1, D=2, H=3)


@stack.check(points=1, hidden=True)
def unseen_stacks(rng):
    """It holds for other sizes too, as many inputs as units included."""
    for N, D, H in ((3, 2, 2), (4, 5, 3)):
        yield stack_arguments(rng, N, D, H)


step = Suite(reference.rnn_cell_forward)


@step.check(points=1, outputs="h_t")
def one_unit(rng):
    """One unit with one input, the numbers of the page, comes out right."""
    x_t, h_prev, W_xh, W_hh = (np.array([[v]]) for v in (1.0, 0.5, 0.3, 0.8))
    yield x_t, h_prev, W_xh, W_hh, np.array([0.1])


@step.check(points=2, outputs="h_t")
def hidden_state(rng):
    """The new state is tanh of input, old state and bias together."""
    yield cell_arguments(rng)
    yield cell_arguments(rng, N=3, D=2, H=1)


@step.check(points=1, outputs="cache")
def cache(rng):
    """The cache holds what the backward step needs, in the right order."""
    yield cell_arguments(rng, N=2, D=3, H=2)


@step.check(points=1, outputs="h_t", keeps_arguments=True)
def keeps_arguments(rng):
    """The arguments stay as they were."""
    yield cell_arguments(rng, N=1, D=3, H=2)


@step.check(points=2, hidden=True)
def unseen_sizes(rng):
    """It holds for other sizes and numbers too."""
    for N, D, H in ((1, 2, 5), (4, 6, 3)):
        yield cell_arguments(rng, N, D, H)


layer = Suite(reference.rnn_forward)


@layer.check(points=2, outputs="h")
def hidden_states(rng):
    """Every step starts from the state of the step before, the first from h_0."""
    yield sequence_arguments(rng, T=5, N=2, D=3, H=4)


@layer.check(points=1, outputs="cache")
def sequence_cache(rng):
    """The cache holds inputs, weights and the states of all steps."""
    yield sequence_arguments(rng, T=3, N=2, D=1, H=2)


@layer.check(points=1, outputs="h", keeps_arguments=True)
def keeps_sequence(rng):
    """The arguments stay as they were."""
    yield sequence_arguments(rng, T=3, N=1, D=2, H=2)


@layer.check(points=2, hidden=True, outputs="h")
def unseen_sequences(rng):
    """It holds for other lengths and sizes too, one step included."""
    for T, N, D, H in ((1, 2, 3, 4), (7, 3, 2, 5)):
        yield sequence_arguments(rng, T, N, D, H)


read = Suite(reference.output_forward)


def read_arguments(rng, *leading, H=3, V=2):
    """Draw hidden states and the weights of the output layer."""
    return draw(rng, *leading, H), draw(rng, H, V), draw(rng, V)


@read.check(points=1, outputs="y")
def scores(rng):
    """Every step is read out by the same weights and the same bias."""
    yield read_arguments(rng, 4, 2, H=3, V=5)


@read.check(points=1, outputs="cache")
def output_cache(rng):
    """The cache holds the states and the weights."""
    yield read_arguments(rng, 3, 2, H=1, V=2)


@read.check(points=1, outputs="y", keeps_arguments=True)
def single_step(rng):
    """One step alone can be read out too, and the arguments stay as they were."""
    yield read_arguments(rng, 2, H=3, V=4)


@read.check(points=1, hidden=True, outputs="y")
def unseen_readouts(rng):
    """It holds for other sizes and numbers too."""
    yield read_arguments(rng, 3, H=2, V=6)
    yield read_arguments(rng, 6, 3, H=4, V=1)
