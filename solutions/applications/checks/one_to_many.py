"""Chapter 7, one vector in, a sequence out: the checks of the exercise."""

import numpy as np

from autograder.suite import Suite
from solutions.applications import reference

# unrolled-canary: keep out of anything published


def draw(rng, *shape, low=-1.0, high=1.0):
    """Draw numbers with two decimals, short enough to read in a message."""
    return rng.uniform(low, high, shape).round(2)


def weights(rng, F, H, V):
    """Draw the parameters; symbols are heard well, so that feeding back matters."""
    heard = draw(rng, V, H, low=-2, high=2)
    layer = draw(rng, F, H), draw(rng, H), heard, draw(rng, H, H), draw(rng, H)
    return *layer, draw(rng, H, V, low=-2, high=2), draw(rng, V)


def arguments(rng, T, N=2, F=3, H=4, V=5):
    """Draw the arguments of one call whose sequences begin with different symbols."""
    while True:
        given = draw(rng, N, F), T, *weights(rng, F, H, V)
        k = reference.one_to_many_forward(*given)[1]
        if len(np.unique(k[0])) > 1:
            return given


many = Suite(reference.one_to_many_forward)


@many.check(points=1, outputs="y")
def first_scores(rng):
    """The first scores come from the vector: no symbol has been chosen before them."""
    yield draw(rng, 2, 3), 1, *weights(rng, F=3, H=4, V=5)


@many.check(points=2, outputs="y")
def choices_are_fed_back(rng):
    """Every later step reads the symbol that was chosen one step before."""
    yield arguments(rng, T=4)


@many.check(points=1)
def highest_score_is_chosen(rng):
    """At every step each sequence chooses the symbol with its own highest score."""
    yield arguments(rng, T=5, N=3, F=2, H=4, V=6)


@many.check(points=1, keeps_arguments=True)
def vector_and_weights_stay(rng):
    """The arguments stay as they were."""
    yield arguments(rng, T=2, N=3, F=1, H=2, V=4)


@many.check(points=3, hidden=True)
def unseen_vectors(rng):
    """It holds for other sizes and numbers too."""
    yield arguments(rng, T=7, N=2, F=4, H=3, V=6)
    yield arguments(rng, T=3, N=4, F=2, H=5, V=3)
