"""Chapter 7, speech and CTC: the checks of every exercise."""

import numpy as np

from autograder.suite import Suite
from solutions.applications import reference
from solutions.applications.checks.ctc_cases import (
    best_labels,
    long_labels,
    mirrored,
    scores,
    some_path,
    twice,
    unlike,
    where_best_path_fails,
    where_it_is_said_twice,
    without_again,
)

# unrolled-canary: keep out of anything published

NOTHING = np.array([], dtype=int)

collapse = Suite(reference.ctc_collapse)


@collapse.check(points=1)
def runs_become_one(rng):
    """A symbol that lasts for several frames is one label, and blanks are none."""
    yield (without_again(rng),)
    yield (without_again(rng, V=7),)


@collapse.check(points=2)
def blanks_keep_apart(rng):
    """A label, a blank and the same label again are two labels."""
    yield (some_path(rng, again=True),)
    yield (some_path(rng, V=4, again=True),)


@collapse.check(points=1)
def only_blanks(rng):
    """Where all is blank nothing is said."""
    yield (np.zeros(4, dtype=int),)
    yield (without_again(rng),)


@collapse.check(points=1, keeps_arguments=True)
def collapse_keeps_arguments(rng):
    """The arguments stay as they were."""
    yield (some_path(rng, again=True),)


@collapse.check(points=1)
def another_blank(rng):
    """The blank may be any symbol; 0 is a label like others then."""
    yield some_path(rng, V=4, blank=3, again=True), 3
    yield without_again(rng, V=4, blank=2), 2


@collapse.check(points=2, hidden=True)
def unseen_paths(rng):
    """It holds for other paths too."""
    yield (some_path(rng, V=9, runs=12, again=True),)
    yield some_path(rng, V=6, blank=5, again=True), 5


likelihood = Suite(reference.ctc_log_likelihood)


@likelihood.check(points=1)
def one_label(rng):
    """One label may begin at any frame and end at any other."""
    yield scores(rng, 4, 3), unlike(rng, 1, 3)
    yield scores(rng, 2, 5), unlike(rng, 1, 5)


@likelihood.check(points=2)
def unlike_neighbours(rng):
    """Between unlike labels a path may have a blank or none."""
    yield scores(rng, 6, 4), unlike(rng, 3, 4)


@likelihood.check(points=2)
def like_neighbours(rng):
    """Between a label and the same label again every path has a blank."""
    yield scores(rng, 6, 4), twice(rng, 4)
    yield scores(rng, 4, 3), twice(rng, 3, L=2)


@likelihood.check(points=1)
def no_alignment(rng):
    """Where the frames are too few the result is -inf; like neighbours need one more.

    With just as many frames as are needed it is finite.
    """
    yield scores(rng, 2, 5), unlike(rng, 3, 5)
    yield scores(rng, 3, 4), twice(rng, 4)
    yield scores(rng, 4, 4), twice(rng, 4)


@likelihood.check(points=1)
def nothing_said(rng):
    """No label at all is a labelling too: every frame is blank."""
    yield scores(rng, 3, 4), NOTHING
    yield scores(rng, 1, 3), NOTHING


@likelihood.check(points=1)
def tiny_probabilities(rng):
    """Scores that lie far apart give a large negative number, not -inf."""
    yield scores(rng, 6, 3, spread=1000.0), twice(rng, 3)


@likelihood.check(points=1, keeps_arguments=True)
def likelihood_keeps_arguments(rng):
    """The arguments stay as they were."""
    yield scores(rng, 5, 3), unlike(rng, 2, 3)


@likelihood.check(points=1, hidden=True)
def another_blank_likelihood(rng):
    """The blank may be any symbol."""
    yield scores(rng, 5, 4), twice(rng, 4, blank=3), 3
    yield scores(rng, 4, 4), unlike(rng, 2, 4, blank=1), 1


@likelihood.check(points=2, hidden=True)
def unseen_sequences(rng):
    """It holds for other sizes, and for hundreds of frames."""
    yield scores(rng, 7, 5), twice(rng, 5, L=4)
    yield scores(rng, 600, 6), long_labels(rng, 600, 6)


gradient = Suite(reference.ctc_gradient)


@gradient.check(points=1, outputs="loss")
def loss_of_the_labels(rng):
    """The loss is the negative log-likelihood."""
    yield scores(rng, 5, 4), twice(rng, 4)
    yield scores(rng, 3, 4), NOTHING


@gradient.check(points=2, outputs="dlogits")
def gradient_of_one_label(rng):
    """For one label the gradient is the softmax less the share of the paths."""
    yield scores(rng, 4, 3), unlike(rng, 1, 3)


@gradient.check(points=2, outputs="dlogits")
def gradient_of_unlike(rng):
    """With several labels all states of a symbol count together."""
    labels = unlike(rng, 2, 4)
    yield scores(rng, 7, 4), np.array([*labels, labels[0]])


@gradient.check(points=2, outputs="dlogits")
def gradient_of_like(rng):
    """Between a label and the same label again every path has a blank."""
    yield scores(rng, 6, 4), twice(rng, 4)


@gradient.check(points=1)
def gradient_without_alignment(rng):
    """Where no path exists the loss is inf and the gradient 0."""
    yield scores(rng, 2, 5), unlike(rng, 3, 5)
    yield scores(rng, 3, 4), twice(rng, 4)
    yield scores(rng, 5, 4), twice(rng, 4)


@gradient.check(points=1, outputs="dlogits", keeps_arguments=True)
def gradient_keeps_arguments(rng):
    """The arguments stay as they were."""
    yield scores(rng, 5, 3), unlike(rng, 2, 3)


@gradient.check(points=1, hidden=True)
def another_blank_gradient(rng):
    """The blank may be any symbol."""
    yield scores(rng, 5, 4), twice(rng, 4, blank=3), 3
    yield scores(rng, 4, 4), unlike(rng, 2, 4, blank=1), 1


@gradient.check(points=2, hidden=True)
def unseen_gradients(rng):
    """It holds for other sizes, for no label, and for hundreds of frames."""
    yield scores(rng, 8, 5), twice(rng, 5, L=4)
    yield scores(rng, 3, 4), NOTHING
    yield scores(rng, 500, 4), long_labels(rng, 500, 4)


search = Suite(reference.ctc_prefix_search)
ALL = 10_000  # prefixes: more than there are in so few frames


@search.check(points=2)
def sums_beat_the_best_path(rng):
    """What many paths say may be more probable than what the best path says."""
    yield where_best_path_fails(rng), ALL
    yield where_best_path_fails(rng), ALL


@search.check(points=2)
def said_twice(rng):
    """The most probable labels may hold a label twice in a row."""
    yield where_it_is_said_twice(rng), ALL


@search.check(points=2)
def few_prefixes(rng):
    """After each frame only the most probable prefixes are kept."""
    yield scores(rng, 6, 4, spread=0.5), 2
    yield scores(rng, 5, 4, spread=0.5), 1


@search.check(points=1, expect=best_labels)
def tied_labels(rng):
    """Of labels that are equally probable any may be returned."""
    yield mirrored(rng, 3, 4, 1, 3), ALL
    yield scores(rng, 4, 3), ALL


@search.check(points=1, keeps_arguments=True)
def search_keeps_arguments(rng):
    """The arguments stay as they were."""
    yield scores(rng, 5, 3), 3


@search.check(points=1, hidden=True)
def another_blank_search(rng):
    """The blank may be any symbol."""
    yield where_it_is_said_twice(rng, V=3, blank=2), ALL, 2
    yield scores(rng, 5, 4), ALL, 1


@search.check(points=2, hidden=True)
def unseen_searches(rng):
    """It holds for other sizes and widths too."""
    yield where_best_path_fails(rng, T=5), ALL
    yield scores(rng, 7, 4, spread=1.0), 3
