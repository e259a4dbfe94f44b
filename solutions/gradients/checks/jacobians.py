"""Chapter 3, products of Jacobians: the checks of every exercise."""

import numpy as np

from autograder.suite import Suite
from solutions.gradients import reference
from solutions.gradients.checks.cases import draw, number, states

# unrolled-canary: keep out of anything published

step = Suite(reference.step_jacobian)


@step.check(points=1)
def linear_units(rng):
    """Where the state is 0, tanh has slope 1, and W_hh alone is left, transposed."""
    yield np.zeros(3), draw(rng, 3, 3)
    yield np.zeros(2), draw(rng, 2, 2)


@step.check(points=1)
def slopes_of_tanh(rng):
    """Each row is scaled by the slope of the unit that it belongs to."""
    yield states(rng, 3), draw(rng, 3, 3)


@step.check(points=1, keeps_arguments=True)
def one_saturated_unit(rng):
    """A saturated unit passes little on, and the arguments stay as they were."""
    yield np.array([0.99, 0.1]), draw(rng, 2, 2)


@step.check(points=2, hidden=True)
def unseen_steps(rng):
    """It holds for other sizes and numbers too."""
    for H in (2, 5):
        yield states(rng, H), draw(rng, H, H)


product = Suite(reference.jacobian_product)


@product.check(points=1)
def two_steps(rng):
    """Of two steps, the later one stands on the left."""
    yield (draw(rng, 2, 3, 3),)


@product.check(points=1, keeps_arguments=True)
def several_steps(rng):
    """Every step is in the product once, in order."""
    yield (draw(rng, 5, 2, 2),)
    yield (draw(rng, 4, 3, 3, low=-2, high=2),)


@product.check(points=2, hidden=True)
def unseen_products(rng):
    """It holds for other lengths and sizes too, one step included."""
    for T, H in ((1, 3), (7, 4)):
        yield (draw(rng, T, H, H),)


norms = Suite(reference.gradient_norms_through_time)


def way_back(rng, T, N, H):
    """Draw a gradient, the states it passes and the weights."""
    return draw(rng, N, H), states(rng, T, N, H), draw(rng, H, H)


@norms.check(points=1)
def linear_way_back(rng):
    """Where all states are 0, each step back multiplies by the transposed weights."""
    dh_T, h, W_hh = way_back(rng, T=4, N=2, H=3)
    yield dh_T, 0 * h, W_hh


@norms.check(points=1)
def way_back_through_tanh(rng):
    """Each step back goes through the slopes of the state it leaves."""
    yield way_back(rng, T=4, N=2, H=3)


@norms.check(points=1)
def last_row(rng):
    """With a single state nothing is passed: the norm is that of dh_T."""
    yield way_back(rng, T=1, N=3, H=2)


@norms.check(points=1, keeps_arguments=True)
def keeps_the_gradient(rng):
    """The arguments stay as they were."""
    yield way_back(rng, T=3, N=1, H=2)


@norms.check(points=2, hidden=True)
def unseen_ways(rng):
    """It holds for other lengths and sizes too."""
    for T, N, H in ((6, 3, 2), (2, 4, 5)):
        yield way_back(rng, T, N, H)


bound = Suite(reference.vanishing_bound)


def matrix_with(rng, H, largest):
    """Draw a matrix with a given largest singular value, and smaller eigenvalues."""
    W = rng.uniform(-1, 1, (H, H)) + 1.5 * np.triu(np.ones((H, H)), 1)
    return (W * largest / np.linalg.norm(W, 2)).round(3)


@bound.check(points=1, outputs="bound")
def diagonal_weights(rng):
    """For a diagonal matrix the largest entry counts, without its sign."""
    yield np.diag([0.5, -0.8, 0.25]), 1.0, 4
    yield np.diag([1.5, -0.3]), 1.0, 3


@bound.check(points=1, outputs="bound")
def full_weights(rng):
    """It is the singular value that counts, not the eigenvalue."""
    yield matrix_with(rng, 3, 0.7), 1.0, 3
    yield matrix_with(rng, 4, 1.6), 1.0, 2


@bound.check(points=1, outputs="bound")
def flatter_activation(rng):
    """The activation's largest slope is a factor of every step."""
    yield matrix_with(rng, 3, 1.9), 0.25, 3
    yield matrix_with(rng, 2, 6.0), 0.5, 4


@bound.check(points=1, outputs="vanishes", keeps_arguments=True)
def settled_or_not(rng):
    """It is settled where the largest singular value is below 1 / gamma."""
    yield matrix_with(rng, 3, 3.0), 0.25, 5
    yield matrix_with(rng, 3, 5.0), 0.25, 5
    yield matrix_with(rng, 3, 0.8), 1.0, 2
    yield matrix_with(rng, 3, 1.2), 1.0, 2


@bound.check(points=2, hidden=True)
def unseen_weights(rng):
    """It holds for other sizes, slopes and numbers of steps too."""
    yield matrix_with(rng, 5, number(rng, 0.6, 0.9)), 1.0, 6
    yield matrix_with(rng, 4, number(rng, 2.3, 3.0)), 0.4, 3
    yield matrix_with(rng, 2, number(rng, 2.2, 3.5)), 0.25, 2
    yield matrix_with(rng, 3, number(rng, 1.1, 1.5)), 1.0, 5
