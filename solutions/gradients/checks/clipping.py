"""Chapter 3, clipping: the checks of every exercise."""

import numpy as np

from autograder.suite import Suite
from solutions.gradients import reference
from solutions.gradients.checks.cases import draw, gradients, number

# unrolled-canary: keep out of anything published

by_value = Suite(reference.clip_by_value)


@by_value.check(points=1)
def cut_at_fifteen(rng):
    """With a threshold of 15 an entry of 40 becomes 15, and one of -20 becomes -15."""
    yield {"w": np.array([40.0, -20.0, 3.0])}, 15.0
    yield {"w": np.array([[-16.0, 12.0], [15.5, -14.0]])}, 15.0


@by_value.check(points=1)
def every_parameter(rng):
    """The entries of every array are cut, each on its own."""
    yield gradients(rng, 4.0), 5.0


@by_value.check(points=1, keeps_arguments=True)
def keeps_gradients(rng):
    """Small gradients pass as they are, and the argument keeps its entries."""
    yield {"b": draw(rng, 3)}, 2.0
    yield gradients(rng, 2.0), 1.0


@by_value.check(points=1, hidden=True)
def unseen_gradients(rng):
    """It holds for other gradients and thresholds too."""
    yield gradients(rng, 9.0), number(rng, 4.0, 8.0)
    yield {"V": draw(rng, 3, 5, low=-6, high=6)}, number(rng, 1.5, 3.5)


by_norm = Suite(reference.clip_by_norm)


@by_norm.check(points=1, outputs="norm")
def one_norm(rng):
    """The norm is that of all entries of all arrays together, before clipping."""
    yield {"W": np.array([[3.0, 0.0]]), "b": np.array([0.0, -4.0, 0.0])}, 1.0
    yield gradients(rng, 2.0), 50.0


@by_norm.check(points=2, outputs="clipped")
def one_scale(rng):
    """Above the threshold every array is multiplied by the same number."""
    yield gradients(rng, 2.0), 3.0
    yield gradients(rng, 2.0), 0.5


@by_norm.check(points=1)
def below_the_threshold(rng):
    """Below the threshold the gradients stay as they are, and the norm tells so."""
    yield gradients(rng, 1.0), 40.0
    yield {"b": draw(rng, 5)}, 7.0


@by_norm.check(points=1, keeps_arguments=True)
def keeps_their_entries(rng):
    """The argument keeps its entries."""
    yield gradients(rng, 3.0), 2.0


@by_norm.check(points=2, hidden=True)
def unseen_norms(rng):
    """It holds for other gradients and thresholds, on both sides."""
    yield gradients(rng, 5.0), number(rng, 1.0, 9.0)
    yield gradients(rng, 0.5), number(rng, 10.0, 20.0)
