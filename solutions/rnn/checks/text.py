"""Chapter 2, from symbols to batches: the checks of every exercise."""

import numpy as np

from autograder.suite import Suite
from solutions.rnn import reference
from solutions.rnn.checks.cases import draw, looked_up

# unrolled-canary: keep out of anything published

one = Suite(reference.one_hot)


@one.check(points=1)
def a_row_for_each_symbol(rng):
    """Each symbol becomes a row with a single 1 at its place."""
    yield np.array([2, 0, 3, 2]), 5


@one.check(points=1)
def whole_batches(rng):
    """A batch of shape (T, N) becomes one of shape (T, N, V)."""
    yield rng.integers(4, size=(3, 2)), 4


@one.check(points=1, keeps_arguments=True)
def symbols_that_do_not_occur(rng):
    """A symbol that does not occur has its column too, and k stays as it was."""
    yield np.array([[1], [0], [1]]), 6


@one.check(points=1, hidden=True)
def unseen_symbols(rng):
    """It holds for other sizes too."""
    yield rng.integers(7, size=9), 7
    yield rng.integers(5, size=(4, 3)), 6


look = Suite(reference.embedding_forward)


def lookup(rng, *leading, V, D):
    """Draw symbols and an embedding."""
    return rng.integers(V, size=leading), draw(rng, V, D)


@look.check(points=1, outputs="x")
def rows_are_looked_up(rng):
    """Each symbol gets its own row of the embedding."""
    yield lookup(rng, 4, 3, V=5, D=2)


@look.check(points=1, outputs="cache")
def lookup_cache(rng):
    """The cache holds the symbols and the embedding."""
    yield lookup(rng, 3, 2, V=4, D=2)


@look.check(points=1, outputs="x", keeps_arguments=True)
def lookup_keeps_arguments(rng):
    """The arguments stay as they were."""
    yield lookup(rng, 4, V=3, D=2)


@look.check(points=1, hidden=True, outputs="x")
def unseen_lookups(rng):
    """It holds for other sizes too."""
    yield lookup(rng, 6, V=4, D=5)
    yield lookup(rng, 3, 5, V=6, D=1)


unlook = Suite(reference.embedding_backward)


@unlook.check(points=1)
def single_use(rng):
    """A row that was read once gets the gradient of that reading, the others zero."""
    dx, cache = looked_up(rng, 3, V=6, D=2)
    yield dx, cache._replace(k=np.array([4, 0, 3]))


@unlook.check(points=2)
def repeated_use(rng):
    """A row that was read several times gets the sum of their gradients."""
    yield looked_up(rng, 4, 3, V=5, D=2)


@unlook.check(points=1, keeps_arguments=True)
def embedding_keeps_arguments(rng):
    """The arguments stay as they were."""
    yield looked_up(rng, 4, V=3, D=2)


@unlook.check(points=2, hidden=True)
def unseen_embeddings(rng):
    """It holds for other sizes too."""
    yield looked_up(rng, 9, V=3, D=4)
    yield looked_up(rng, 6, 2, V=15, D=3)  # more symbols than readings


cut = Suite(reference.make_batches)


def some_text(rng, length):
    """Draw a text whose symbols are told apart."""
    return rng.permutation(length + 5)[:length]


@cut.check(points=1, outputs="x")
def columns_go_on(rng):
    """A column goes on, in the next batch, where it stopped in the last."""
    yield some_text(rng, 13), 2, 3


@cut.check(points=1, outputs="targets")
def targets_are_shifted(rng):
    """The target of every symbol is the next one of the text."""
    yield some_text(rng, 13), 2, 3


@cut.check(points=1, keeps_arguments=True)
def rest_is_dropped(rng):
    """What does not fill a batch is dropped, and the arguments stay as they were."""
    yield some_text(rng, 20), 3, 2


@cut.check(points=1)
def last_symbol_has_no_target(rng):
    """The last symbol has none after it, so it is a target and never an input."""
    yield some_text(rng, 12), 2, 2


@cut.check(points=2, hidden=True)
def unseen_texts(rng):
    """It holds for other texts and sizes too."""
    yield some_text(rng, 41), 2, 5
    yield some_text(rng, 48), 4, 3
