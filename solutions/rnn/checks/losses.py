"""Chapter 2, losses: the checks of every exercise."""

import numpy as np

from autograder.suite import Suite
from solutions.rnn import reference
from solutions.rnn.checks.cases import draw, scores_and_classes, some_steps

# unrolled-canary: keep out of anything published

soft = Suite(reference.softmax)


@soft.check(points=1)
def one_step(rng):
    """The scores of one step become probabilities."""
    yield (np.array([1.0, 2.0, 4.0]),)


@soft.check(points=1)
def every_step_by_itself(rng):
    """Every row of a batch sums to 1 by itself."""
    yield (draw(rng, 3, 2, 4, low=-2, high=2),)


@soft.check(points=1)
def large_scores(rng):
    """Scores of a thousand give no overflow."""
    yield (np.array([[1000.0, 1001.0, 999.0]]),)


@soft.check(points=1)
def rows_far_apart(rng):
    """A row of very small scores beside one of large scores is not lost."""
    yield (np.array([[-1000.0, -1001.0], [1000.0, 1002.0]]),)


@soft.check(points=1, keeps_arguments=True)
def scores_are_kept(rng):
    """The scores stay as they were."""
    yield (draw(rng, 2, 3),)


@soft.check(points=1, hidden=True)
def unseen_scores(rng):
    """It holds for other sizes and numbers too."""
    yield (draw(rng, 5, low=-4, high=4),)
    yield (draw(rng, 4, 3, 2, low=-4, high=4),)


cross = Suite(reference.cross_entropy)


@cross.check(points=1, outputs="loss")
def mean_of_the_steps(rng):
    """The loss is the mean over all steps of minus the log-probability."""
    yield scores_and_classes(rng, 3, 2, V=4)


@cross.check(points=2, outputs="dlogits")
def gradient_of_the_scores(rng):
    """The gradient is that of this mean."""
    yield scores_and_classes(rng, 3, 2, V=4)


@cross.check(points=1, outputs="loss")
def masked_loss(rng):
    """Where the mask is zero nothing is counted, in the sum and in the number."""
    logits, targets = scores_and_classes(rng, 4, 2, V=3)
    yield logits, targets, some_steps(rng, 4, 2)


@cross.check(points=1, outputs="dlogits")
def masked_gradient(rng):
    """Where the mask is zero the gradient is zero."""
    logits, targets = scores_and_classes(rng, 4, 2, V=3)
    yield logits, targets, some_steps(rng, 4, 2)


@cross.check(points=1)
def hopeless_class(rng):
    """A class of probability nearly 0 costs much, and not infinitely much."""
    yield np.array([[0.0, 1000.0], [800.0, -800.0]]), np.array([0, 1])


@cross.check(points=1, keeps_arguments=True)
def loss_keeps_arguments(rng):
    """The arguments stay as they were."""
    yield scores_and_classes(rng, 3, V=2)


@cross.check(points=2, hidden=True)
def unseen_classes(rng):
    """It holds for other sizes and masks too."""
    yield scores_and_classes(rng, 5, V=6)
    logits, targets = scores_and_classes(rng, 6, 3, V=5)
    yield logits, targets, some_steps(rng, 6, 3)


binary = Suite(reference.binary_cross_entropy)


def scores_and_answers(rng, *leading):
    """Draw scores, and answers of which the first is yes and the last no."""
    answers = rng.integers(2, size=leading).astype(float)
    answers.flat[0], answers.flat[-1] = 1, 0
    return draw(rng, *leading, low=-3, high=3), answers


@binary.check(points=1, outputs="loss")
def both_answers(rng):
    """Both answers count: log p where it is yes, log(1 - p) where it is no."""
    yield scores_and_answers(rng, 4, 2)


@binary.check(points=1, outputs="dlogits")
def gradient_of_the_answers(rng):
    """The gradient is that of the mean."""
    yield scores_and_answers(rng, 4, 2)


@binary.check(points=1)
def masked_answers(rng):
    """Where the mask is zero nothing is counted, and the gradient is zero."""
    logits, targets = scores_and_answers(rng, 4, 3)
    yield logits, targets, some_steps(rng, 4, 3)


@binary.check(points=1)
def sure_and_wrong(rng):
    """A sure and wrong answer costs its score, and not infinity."""
    yield np.array([800.0, -1000.0, 1.0]), np.array([0.0, 1.0, 1.0])


@binary.check(points=1, keeps_arguments=True)
def answers_are_kept(rng):
    """The arguments stay as they were."""
    yield scores_and_answers(rng, 3)


@binary.check(points=2, hidden=True)
def unseen_answers(rng):
    """It holds for other sizes, for masks and for shares too."""
    logits, targets = scores_and_answers(rng, 6, 2)
    yield logits, targets, some_steps(rng, 6, 2)
    yield draw(rng, 5, low=-3, high=3), draw(rng, 5, low=0.1, high=0.9)


square = Suite(reference.squared_error)


@square.check(points=1, outputs="loss")
def mean_of_the_squares(rng):
    """The loss is the mean of the squares over all entries."""
    yield draw(rng, 4, 2, 3, low=-3), draw(rng, 4, 2, 3, high=3)


@square.check(points=1, outputs="doutputs")
def gradient_of_the_outputs(rng):
    """The gradient is that of this mean."""
    yield draw(rng, 4, 2, 3, low=-3), draw(rng, 4, 2, 3, high=3)


@square.check(points=1)
def masked_squares(rng):
    """Where the mask is zero nothing is counted, and the gradient is zero."""
    yield draw(rng, 4, 3, 2), draw(rng, 4, 3, 2), some_steps(rng, 4, 3)


@square.check(points=1, keeps_arguments=True)
def outputs_are_kept(rng):
    """The arguments stay as they were."""
    yield draw(rng, 3, 1), draw(rng, 3, 1, high=3)


@square.check(points=1, hidden=True)
def unseen_outputs(rng):
    """It holds for other sizes and masks too."""
    yield draw(rng, 5, 2), draw(rng, 5, 2, high=4)
    yield draw(rng, 6, 2, 4), draw(rng, 6, 2, 4), some_steps(rng, 6, 2)
