"""Chapter 7, sequences as vectors: the checks of both exercises."""

import numpy as np

from autograder.suite import Suite
from solutions.applications import reference

# unrolled-canary: keep out of anything published


def draw(rng, *shape):
    """Draw numbers with two decimals, short enough to read in a message."""
    return rng.uniform(-1, 1, shape).round(2)


def gru(rng, D, H):
    """Draw the three parameters of a GRU."""
    return draw(rng, D, 3 * H), draw(rng, H, 3 * H), draw(rng, 3 * H)


def batch(rng, lengths, D=2, H=3, K=4):
    """Draw arguments whose padding holds numbers too: nobody may rely on zeros."""
    x = draw(rng, max(lengths), len(lengths), D)
    readout = draw(rng, K, D), draw(rng, D)
    return x, np.array(lengths), gru(rng, D, H), gru(rng, H, K), readout


auto = Suite(reference.autoencoder_loss)


@auto.check(points=1, outputs="code")
def equal_lengths(rng):
    """Where nothing is padded, the codes are the encoder's last states."""
    yield batch(rng, (3, 3))


@auto.check(points=1, outputs="code")
def own_ends(rng):
    """With unequal lengths each code is the state at the sequence's own last step."""
    yield batch(rng, (4, 2))


@auto.check(points=2, outputs="loss")
def from_the_code_alone(rng):
    """The loss is that of a decoder which is given the code, and padding is free."""
    yield batch(rng, (3, 3), H=2, K=3)
    yield batch(rng, (2, 4), H=2, K=3)


@auto.check(points=1, outputs="ddecoder dreadout")
def gradients_of_the_decoder(rng):
    """The decoder and the readout get their gradients."""
    yield batch(rng, (3, 2), D=3, H=1, K=2)


@auto.check(points=2, outputs="dencoder")
def gradients_of_the_encoder(rng):
    """The encoder gets its gradient through the code."""
    yield batch(rng, (3, 3), H=2, K=1)
    yield batch(rng, (1, 3), H=2, K=1)


@auto.check(points=1, outputs="loss code", keeps_arguments=True)
def arguments_are_kept(rng):
    """The arguments stay as they were."""
    yield batch(rng, (2, 3), D=1, H=2, K=3)


@auto.check(points=4, hidden=True)
def unseen_batches(rng):
    """It holds for other lengths and sizes too."""
    yield batch(rng, (5, 1, 3), D=3, H=4, K=2)
    yield batch(rng, (2, 4), D=4, H=1, K=3)


search = Suite(reference.nearest_segments)


def directions(rng, Q, M, H):
    """Draw vectors of different lengths; the nearest is not the one most alike."""
    while True:
        sizes = rng.uniform(0.2, 5, (M, 1))
        query, codes = draw(rng, Q, H), (sizes * rng.normal(size=(M, H))).round(2)
        away = ((query[:, None] - codes) ** 2).sum(axis=2)  # (Q, M)
        alike, _ = reference.nearest_segments(query, codes, 1)
        if (away.argmin(axis=1) != alike[:, 0]).all():
            return query, codes


@search.check(points=1)
def by_hand(rng):
    """One query among three codes, small enough to work out by hand."""
    yield np.array([[2.0, 0.0]]), np.array([[0.0, 3.0], [1.0, 1.0], [9.0, -1.0]]), 2


@search.check(points=2)
def the_direction_counts(rng):
    """The direction counts and not the length, and the most similar comes first."""
    yield *directions(rng, Q=2, M=5, H=3), 3
    yield *directions(rng, Q=1, M=4, H=2), 2


@search.check(points=1, outputs="order")
def equals_in_order(rng):
    """Of equally similar codes the one with the lower index comes first."""
    # one number other than 0: products and lengths come out exact, however computed
    codes = np.zeros((24, 2))
    codes[np.arange(24), rng.permutation(np.arange(24) % 2)] = 2.0 ** (
        np.arange(24) % 3
    )
    yield np.array([[1.0, 0.0], [0.0, 4.0]]), codes, 20


@search.check(points=1)
def no_direction(rng):
    """A vector of zeros is similar to none: 0, and no warning."""
    query, codes = directions(rng, Q=2, M=4, H=3)
    codes[1], query[1] = 0, 0
    yield query, codes, 4


@search.check(points=1, keeps_arguments=True)
def few_codes(rng):
    """Where there are fewer than k codes, all come; the arguments stay as they were."""
    yield *directions(rng, Q=1, M=2, H=3), 5


@search.check(points=2, hidden=True)
def unseen_searches(rng):
    """It holds for other sizes too."""
    yield *directions(rng, Q=3, M=7, H=4), 5
    yield *directions(rng, Q=4, M=3, H=2), 1
