"""Chapter 3, powers of a weight: the checks of every exercise."""

import numpy as np

from autograder.suite import Suite
from solutions.gradients import reference
from solutions.gradients.checks.cases import draw, number, one_unit

# unrolled-canary: keep out of anything published

recurrence = Suite(reference.linear_recurrence)


@recurrence.check(points=1)
def one_input_and_then_silence(rng):
    """After a single input of 1 and zeros the states are the powers of w."""
    yield np.array([1.0, 0.0, 0.0, 0.0, 0.0]), 0.0, 1.5
    yield np.array([1.0, 0.0, 0.0, 0.0]), 0.0, -0.5


@recurrence.check(points=1, keeps_arguments=True)
def inputs_and_a_first_state(rng):
    """Every input is added, and the first step starts from h_0."""
    yield one_unit(rng, T=5)
    yield one_unit(rng, T=4, low=1.1, high=1.4)


@recurrence.check(points=1, hidden=True)
def unseen_recurrences(rng):
    """It holds for other lengths and weights too, negative ones included."""
    yield one_unit(rng, T=9)
    yield one_unit(rng, T=6, low=-1.3, high=-0.6)


gradient = Suite(reference.linear_recurrence_gradient)


@gradient.check(points=1, outputs="dx")
def every_input(rng):
    """An input counts with w to the power of the steps that still follow it."""
    yield one_unit(rng, T=5)
    yield one_unit(rng, T=4, low=1.1, high=1.4)


@gradient.check(points=1, outputs="dh_0")
def initial_state(rng):
    """The initial state goes through every step."""
    yield one_unit(rng, T=3, low=1.1, high=1.4)
    yield one_unit(rng, T=5)


@gradient.check(points=2, outputs="dw")
def shared_weight(rng):
    """The weight acts at every step, and each use adds its part."""
    yield one_unit(rng, T=5)
    yield draw(rng, 4), 0.0, number(rng, 1.1, 1.4)


@gradient.check(points=1, outputs="dw", keeps_arguments=True)
def toy_example(rng):
    """After a single input of 1 the weight's derivative is (T - 1) w^(T - 2)."""
    yield np.array([1.0, 0.0, 0.0, 0.0, 0.0, 0.0]), 0.0, 1.2
    yield np.array([1.0, 0.0, 0.0, 0.0]), 0.0, 0.8


@gradient.check(points=2, hidden=True)
def unseen_gradients(rng):
    """It holds for other lengths and weights too, negative ones included."""
    yield one_unit(rng, T=8)
    yield one_unit(rng, T=6, low=-1.3, high=-0.6)
