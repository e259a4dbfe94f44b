"""Chapter 4, why gradients survive: the checks of every exercise."""

import numpy as np

from autograder.suite import Suite
from rnn_core.properties import Uniform
from solutions.lstm import reference
from solutions.lstm.checks.cases import cell_arguments, draw

# unrolled-canary: keep out of anything published

gradient = Suite(reference.cell_state_gradient)


def gates_and_states(rng, T, H):
    """Draw forget gates, states and self-weights."""
    return draw(rng, T, H, low=0.1), draw(rng, T, H), draw(rng, H, low=0.5, high=1.5)


@gradient.check(points=1, outputs="kept")
def along_the_memory(rng):
    """Along the memory, the gradient is the product of the later forget gates."""
    yield gates_and_states(rng, T=5, H=3)


@gradient.check(points=1, outputs="overwritten")
def through_overwriting(rng):
    """Where the state is overwritten, each step multiplies by w and tanh's slope."""
    yield gates_and_states(rng, T=5, H=3)


@gradient.check(points=1, outputs="kept overwritten", keeps_arguments=True)
def two_steps(rng):
    """With two steps there is one factor, and the arguments stay as they were."""
    yield gates_and_states(rng, T=2, H=3)


@gradient.check(points=2, hidden=True)
def unseen_lengths(rng):
    """It holds for other lengths and sizes too."""
    for T, H in ((9, 2), (4, 5)):
        yield gates_and_states(rng, T, H)


paths = Suite(reference.count_gradient_paths)


@paths.check(points=1, outputs="from_c")
def paths_from_the_memory(rng):
    """The paths from c_1, c_2 and c_3 are counted right."""
    yield (3,)


@paths.check(points=1, outputs="from_h")
def paths_from_the_state(rng):
    """The paths from h_1, h_2 and h_3 are counted right."""
    yield (3,)


@paths.check(points=1, hidden=True)
def long_chains(rng):
    """It holds for longer chains too."""
    yield (int(rng.integers(6, 12)),)
    yield (2,)


old = Suite(reference.lstm_without_forget_gate)


def old_cell_arguments(rng, N=2, D=3, H=4):
    """Draw the arguments of one step with three blocks of weights."""
    x_t, h_prev, c_prev, W_x, W_h, b = cell_arguments(rng, N, D, H)
    return x_t, h_prev, c_prev, W_x[:, : 3 * H], W_h[:, : 3 * H], b[: 3 * H]


@old.check(points=1, outputs="c_t")
def everything_stays(rng):
    """The memory keeps all of what it held and adds the gated candidate."""
    yield old_cell_arguments(rng)


@old.check(points=1, outputs="h_t")
def old_state(rng):
    """The hidden state h_t shows o_t of the squashed memory."""
    yield old_cell_arguments(rng)


@old.check(points=1, keeps_arguments=True)
def old_keeps_arguments(rng):
    """The arguments stay as they were."""
    yield old_cell_arguments(rng, N=1, D=3, H=2)


@old.check(points=2, hidden=True)
def unseen_old_sizes(rng):
    """It holds for other sizes and numbers too."""
    for N, D, H in ((1, 2, 5), (4, 6, 3)):
        yield old_cell_arguments(rng, N, D, H)


count = Suite(reference.parameter_count)


@count.check(points=1)
def plain_layers(rng):
    """The three kinds of layer are counted right, one bias each."""
    yield "rnn", 3, 4
    yield "lstm", 3, 4
    yield "gru", 3, 4


@count.check(points=1)
def two_biases(rng):
    """PyTorch's second bias vector is counted where it is asked for."""
    yield "lstm", 5, 2, False, 2
    yield "rnn", 2, 7, False, 2


@count.check(points=1)
def with_peepholes(rng):
    """Peepholes add one diagonal weight for each unit and gate of an LSTM."""
    yield "lstm", 3, 4, True
    yield "gru", 3, 4, True


@count.check(points=1, hidden=True)
def unseen_layers(rng):
    """It holds for other sizes too."""
    D, H = (int(size) for size in rng.integers(5, 60, 2))
    yield "lstm", D, H + 1, True, 2
    yield "rnn", D, H
    yield "gru", H, D, False, 2


init = Suite(reference.init_lstm)
D_LARGE, H_LARGE = 50, 40  # 14,400 numbers: a mean is known to 0.0008


def weights_expected(D, H, rng, forget_bias=1.0):
    """Say how the matrices are distributed; the biases have a check of their own."""
    bound = 1 / np.sqrt(H)
    b = reference.init_lstm(D, H, rng, forget_bias)[2]
    return (
        Uniform((D, 4 * H), -bound, bound),
        Uniform((H, 4 * H), -bound, bound),
        b,
    )


@init.check(points=1, outputs="W_x W_h", expect=weights_expected)
def weights_are_spread(rng):
    """Both matrices are uniform between -1/sqrt(H) and 1/sqrt(H)."""
    yield D_LARGE, H_LARGE, np.random.default_rng(1)


@init.check(points=1, outputs="b")
def biases_are_set(rng):
    """The forget gate's biases are forget_bias, all others 0."""
    yield 3, 4, np.random.default_rng(2)
    yield 2, 3, np.random.default_rng(3), 2.5


@init.check(points=1, hidden=True, expect=weights_expected)
def unseen_initialisation(rng):
    """It holds for other sizes and another forget bias too."""
    seed = int(rng.integers(1 << 30))
    yield 70, 30, np.random.default_rng(seed), 3.0
