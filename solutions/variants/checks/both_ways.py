"""Chapter 6, reading in both directions: the checks of every exercise."""

from autograder.suite import Suite
from solutions.variants import reference
from solutions.variants.checks.cases import (
    both_ways_arguments,
    both_ways_gradients,
    padded,
)

# unrolled-canary: keep out of anything published

turn = Suite(reference.reverse_sequences)


@turn.check(points=1)
def equal_lengths(rng):
    """Where nothing is padded, every sequence is reversed whole."""
    yield padded(rng, (4, 4, 4), D=2)


@turn.check(points=2)
def own_lengths(rng):
    """Each sequence is reversed within its own length; padding stays behind it."""
    yield padded(rng, (5, 3, 2), D=2)


@turn.check(points=1, keeps_arguments=True)
def turning_keeps_arguments(rng):
    """The arguments stay as they were."""
    yield padded(rng, (2, 3), D=1)


@turn.check(points=2, hidden=True)
def unseen_lengths(rng):
    """It holds for other lengths too, one step included."""
    yield padded(rng, (2, 7, 1, 6), D=3)
    yield padded(rng, (4, 5), D=2)


forward = Suite(reference.bidirectional_forward)


@forward.check(points=1, outputs="h")
def no_padding(rng):
    """Both layers read the whole sequence and stand side by side, in step."""
    yield both_ways_arguments(rng, (4, 4), D=3, H=2)


@forward.check(points=2, outputs="h")
def unequal_lengths(rng):
    """With unequal lengths the second layer starts at each sequence's own end."""
    yield both_ways_arguments(rng, (5, 3), D=3, H=2)


@forward.check(points=1, outputs="cache")
def both_caches(rng):
    """The cache holds the lengths and the cache of each layer."""
    yield both_ways_arguments(rng, (3, 2), D=2, H=1)


@forward.check(points=1, outputs="h", keeps_arguments=True)
def both_keep_arguments(rng):
    """The arguments stay as they were."""
    yield both_ways_arguments(rng, (2, 3), D=1, H=2)


@forward.check(points=2, hidden=True, outputs="h")
def unseen_batches(rng):
    """It holds for other lengths and sizes too."""
    yield both_ways_arguments(rng, (2, 6, 4), D=2, H=3)
    yield both_ways_arguments(rng, (4, 3), D=4, H=1)


backward = Suite(reference.bidirectional_backward)


@backward.check(points=1, outputs="dx dh_0")
def both_reach_the_inputs(rng):
    """Where nothing is padded, both layers send their gradient to every input."""
    yield both_ways_gradients(rng, (4, 4), D=3, H=2)


@backward.check(points=2, outputs="dx dh_0")
def padding_is_silent(rng):
    """With unequal lengths nothing comes from padding and nothing goes there."""
    yield both_ways_gradients(rng, (5, 3), D=3, H=2)


@backward.check(points=1, outputs="dltr drtl")
def weights_of_both(rng):
    """Each layer's weights get their own gradients."""
    yield both_ways_gradients(rng, (4, 2), D=2, H=1)


@backward.check(points=1, keeps_arguments=True)
def both_keep_gradients(rng):
    """The arguments stay as they were."""
    yield both_ways_gradients(rng, (2, 3), D=1, H=2)


@backward.check(points=2, hidden=True)
def unseen_batch_gradients(rng):
    """It holds for other lengths and sizes too."""
    yield both_ways_gradients(rng, (2, 6, 4), D=2, H=3)
    yield both_ways_gradients(rng, (4, 3), D=4, H=1)
