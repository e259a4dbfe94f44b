"""Chapter 3: arguments for the checks, drawn with two decimals.

Sizes are all different, so that a transposition cannot pass.
"""

import numpy as np

# unrolled-canary: keep out of anything published


def draw(rng, *shape, low=-1.0, high=1.0):
    """Draw numbers with two decimals, short enough to read in a message."""
    return rng.uniform(low, high, shape).round(2)


def number(rng, low, high):
    """Draw one number with two decimals, as a plain float."""
    return round(float(rng.uniform(low, high)), 2)


def one_unit(rng, T, low=0.5, high=0.95):
    """Draw inputs, first state and weight of a linear unit."""
    return draw(rng, T), number(rng, 0.5, 2.0), number(rng, low, high)


def states(rng, *shape):
    """Draw states of tanh units: some near 0, some saturated, never ±1."""
    return np.tanh(rng.uniform(-1.5, 1.5, shape)).round(2)


def gradients(rng, spread):
    """Draw the gradients of two parameters, with two large entries in each."""
    grads = {"W": draw(rng, 2, 3, high=spread), "b": draw(rng, 4, low=-spread)}
    grads["W"][0, 0], grads["W"][1, 2] = 2 * spread, -1.5 * spread
    grads["b"][1], grads["b"][2] = -3 * spread, 2.5 * spread
    return grads
