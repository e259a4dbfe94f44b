"""Chapter 6, continuous time: the checks of every exercise."""

import numpy as np

from autograder.suite import Suite
from rnn_core.properties import Equilibria
from solutions.variants import reference
from solutions.variants.checks.cases import ctrnn_arguments, ctrnn_run, draw

# unrolled-canary: keep out of anything published

derivative = Suite(reference.ctrnn_derivative)


def states_and_network(rng, N=2, H=3):
    """Draw states, inputs and a network."""
    return draw(rng, N, H, low=-2, high=2), draw(rng, N, H), *ctrnn_arguments(rng, H)


@derivative.check(points=1)
def two_neurons(rng):
    """Two neurons, the oscillator of the page, change as fast as they should."""
    W = np.array([[4.5, -1.0], [1.0, 4.5]])
    theta = np.array([-2.75, -1.75])
    yield np.array([[2.0, 1.0]]), np.zeros((1, 2)), np.array([1.0, 2.0]), W, theta


@derivative.check(points=1, keeps_arguments=True)
def several_copies(rng):
    """Several copies at once work too, and the arguments stay as they were."""
    yield states_and_network(rng)


@derivative.check(points=2, hidden=True)
def unseen_networks(rng):
    """It holds for other sizes and numbers too."""
    yield states_and_network(rng, N=1, H=4)
    yield states_and_network(rng, N=4, H=2)


euler = Suite(reference.ctrnn_euler)


@euler.check(points=1)
def one_euler_step(rng):
    """One step goes on with the slope at its beginning."""
    yield ctrnn_run(rng, T=1)


@euler.check(points=1)
def euler_steps(rng):
    """Each step begins where the one before ended, with the input of its own."""
    yield ctrnn_run(rng, T=4, N=1, H=2, dt=0.1)


@euler.check(points=1, keeps_arguments=True)
def euler_keeps_arguments(rng):
    """The arguments stay as they were."""
    yield ctrnn_run(rng, T=3, N=1, H=2)


@euler.check(points=2, hidden=True)
def unseen_euler(rng):
    """It holds for other sizes and steps too."""
    yield ctrnn_run(rng, T=6, N=2, H=4, dt=0.3)
    yield ctrnn_run(rng, T=2, N=3, H=2, dt=0.5)


# steps long enough for each of the four slopes to show in the third digit
kutta = Suite(reference.ctrnn_runge_kutta)


@kutta.check(points=1)
def one_step_of_four_slopes(rng):
    """One long step weighs its four slopes 1, 2, 2, 1."""
    yield ctrnn_run(rng, T=1, dt=1.0)


@kutta.check(points=1)
def runge_kutta_steps(rng):
    """Each step begins where the one before ended, with the input of its own."""
    yield ctrnn_run(rng, T=4, N=1, H=2, dt=0.5)


@kutta.check(points=1, keeps_arguments=True)
def runge_kutta_keeps_arguments(rng):
    """The arguments stay as they were."""
    yield ctrnn_run(rng, T=3, N=1, H=2, dt=0.8)


@kutta.check(points=2, hidden=True)
def unseen_runge_kutta(rng):
    """It holds for other sizes and steps too."""
    yield ctrnn_run(rng, T=5, N=2, H=4, dt=0.5)
    yield ctrnn_run(rng, T=2, N=3, H=2, dt=1.0)


rest = Suite(reference.ctrnn_equilibria)


def at_rest(w, theta, I):
    """Expect the equilibria in any order."""
    found = sorted(reference.ctrnn_equilibria(w, theta, I))
    return Equilibria(tuple((y, float(stable)) for y, stable in found))


@rest.check(points=1, expect=at_rest)
def one_equilibrium(rng):
    """A neuron with a weak or a negative self-weight rests in one place."""
    yield 3.0, -1.2, 0.3
    yield -6.0, 1.5, 0.5


@rest.check(points=2, expect=at_rest)
def three_equilibria(rng):
    """A strong self-weight gives three, of which the middle one is unstable."""
    yield 8.0, -4.0, 0.0
    yield 6.0, -3.2, 0.1


@rest.check(points=1, expect=at_rest)
def one_side_wins(rng):
    """With enough input even a strong self-weight leaves one equilibrium only."""
    yield 8.0, -4.0, 3.0
    yield 6.0, -3.0, -2.5


@rest.check(points=2, hidden=True, expect=at_rest)
def unseen_neurons(rng):
    """It holds for other neurons too."""
    w = round(float(rng.uniform(5.5, 9.0)), 2)
    yield w, -w / 2 + 0.2, round(float(rng.uniform(-0.3, 0.1)), 2)
    yield w, -w / 2 - 4.0, 0.0
    yield round(float(rng.uniform(-9.0, -5.0)), 2), 0.5, 1.0
    yield round(float(rng.uniform(0.5, 3.5)), 2), -1.0, -0.4
