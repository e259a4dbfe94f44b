"""Chapter 3, where training begins: the checks of every exercise."""

import numpy as np

from autograder.suite import Suite
from rnn_core.properties import Normal, Orthogonal
from solutions.gradients import reference

# unrolled-canary: keep out of anything published

keep = Suite(reference.identity_init)
D_LARGE, H_LARGE = 60, 50  # 3,000 numbers: a standard deviation is known to 1.3 %


def inputs_expected(D, H, rng, scale=0.001):
    """Say how the input weights are distributed; the rest is exact."""
    _, W_hh, b_h = reference.identity_init(D, H, rng, scale)
    return Normal((D, H), scale), W_hh, b_h


@keep.check(points=1, outputs="W_hh")
def units_keep(rng):
    """The recurrent matrix is the identity."""
    yield 3, 4, np.random.default_rng(1)
    yield 5, 2, np.random.default_rng(2)


@keep.check(points=1, outputs="W_xh", expect=inputs_expected)
def input_weights_are_small(rng):
    """The input weights are normal, with the standard deviation that was asked for."""
    yield D_LARGE, H_LARGE, np.random.default_rng(3)
    yield D_LARGE, H_LARGE, np.random.default_rng(4), 0.1


@keep.check(points=1, hidden=True, expect=inputs_expected)
def unseen_identity(rng):
    """It holds for other sizes and another scale too, and the biases are 0."""
    seed = int(rng.integers(1 << 30))
    yield 80, 45, np.random.default_rng(seed), 0.02


rotation = Suite(reference.orthogonal_init)


def rotation_expected(H, rng):
    """Say what a random orthogonal matrix is."""
    return Orthogonal(H)


@rotation.check(points=2, expect=rotation_expected)
def keeps_lengths(rng):
    """The matrix is orthogonal, and every orthogonal matrix is equally likely."""
    yield 300, np.random.default_rng(1)


@rotation.check(points=1, expect=rotation_expected)
def another_draw(rng):
    """It holds for another size and another generator."""
    yield 320, np.random.default_rng(2)


@rotation.check(points=2, hidden=True, expect=rotation_expected)
def unseen_rotation(rng):
    """It holds for unseen sizes and draws too."""
    yield 310, np.random.default_rng(int(rng.integers(1 << 30)))
