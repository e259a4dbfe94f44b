"""Chapter 3, error surfaces and cliffs: the checks of every exercise."""

from autograder.suite import Suite
from solutions.gradients import reference
from solutions.gradients.checks.cases import draw, number

# unrolled-canary: keep out of anything published

surface = Suite(reference.error_surface)


def places(rng, *shape):
    """Draw places on the tame side of the surface, where float32 is enough."""
    return draw(rng, *shape, low=1, high=3.5), draw(rng, *shape, low=-2, high=-0.5)


@surface.check(points=1, outputs="loss")
def loss_of_one_step(rng):
    """After one step the loss is that of w * sigmoid(0.5) + b."""
    yield number(rng, 1, 3), number(rng, -2, -1), 1
    yield number(rng, -3, -1), number(rng, 0.2, 1), 1


@surface.check(points=1, outputs="loss", keeps_arguments=True)
def loss_of_many_steps(rng):
    """After T steps the unit has used its weight T times, at every place."""
    yield *places(rng, 4), 7
    yield *places(rng, 2, 3), 50


@surface.check(points=1, outputs="dw db")
def slope_of_one_step(rng):
    """After one step the slope follows from the chain rule once."""
    yield number(rng, 1, 3), number(rng, -2, -1), 1
    yield number(rng, -3, -1), number(rng, 0.2, 1), 1


@surface.check(points=2, outputs="dw db")
def slope_of_many_steps(rng):
    """Weight and bias act at every step, and the steps before act through the state."""
    yield *places(rng, 4), 3
    yield *places(rng, 2, 3), 8


@surface.check(points=2, hidden=True)
def unseen_places(rng):
    """It holds at other places and for other numbers of steps too."""
    yield *places(rng, 5), 12
    yield *places(rng, 3, 2), 4
    yield number(rng, 0.5, 3), number(rng, -1.5, 0)


walk = Suite(reference.descend)


def start(rng):
    """Draw a start from which the slope is more than 0.1."""
    return number(rng, 3.0, 3.6), number(rng, -1.9, -1.6)


@walk.check(points=1)
def one_step_down(rng):
    """One step goes against the gradient, and start and end are in the path."""
    yield *start(rng), 0.5, 1, None, 6
    yield *start(rng), 2.0, 1, None, 6


@walk.check(points=1)
def several_steps_down(rng):
    """Each step uses the gradient of the place it has reached."""
    yield *start(rng), 0.4, 4, None, 6


@walk.check(points=2)
def with_a_threshold(rng):
    """With a threshold the gradient is rescaled before the learning rate acts."""
    yield *start(rng), 3.0, 3, 0.05, 6
    yield *start(rng), 0.5, 3, 0.03, 6


@walk.check(points=1)
def large_threshold(rng):
    """A threshold above the gradient's norm changes nothing."""
    yield *start(rng), 0.5, 2, 50.0, 6


@walk.check(points=2, hidden=True)
def unseen_walks(rng):
    """It holds from other places and with other settings too."""
    yield *start(rng), 0.7, 5, None, 5
    yield *start(rng), 2.5, 4, 0.04, 7
