"""Chapter 2: arguments for the checks, drawn with two decimals.

Sizes are all different, so that a transposition cannot pass.
"""

from rnn_core.records import EmbeddingCache
from solutions.rnn import reference

# unrolled-canary: keep out of anything published


def draw(rng, *shape, low=-1.0, high=1.0):
    """Draw numbers with two decimals, short enough to read in a message."""
    return rng.uniform(low, high, shape).round(2)


def cell_arguments(rng, N=2, D=3, H=4):
    """Draw the arguments of one RNN step."""
    return draw(rng, N, D), draw(rng, N, H), *weights(rng, D, H)


def weights(rng, D, H):
    """Draw the three parameters of an RNN layer."""
    return draw(rng, D, H), draw(rng, H, H), draw(rng, H)


def sequence_arguments(rng, T=5, N=2, D=3, H=4):
    """Draw the arguments of a whole RNN sequence."""
    return draw(rng, T, N, D), draw(rng, N, H), *weights(rng, D, H)


def cell_gradients(rng, N=2, D=3, H=4):
    """Draw the arguments of `rnn_cell_backward`, the cache from the reference."""
    _, cache = reference.rnn_cell_forward(*cell_arguments(rng, N, D, H))
    return draw(rng, N, H), cache


def sequence_gradients(rng, T=5, N=2, D=3, H=4):
    """Draw the arguments of `rnn_backward`, the cache from the reference."""
    _, cache = reference.rnn_forward(*sequence_arguments(rng, T, N, D, H))
    return draw(rng, T, N, H), cache


def scores_and_classes(rng, *leading, V=4):
    """Draw scores and the right class of each step."""
    return draw(rng, *leading, V, low=-3, high=3), rng.integers(V, size=leading)


def some_steps(rng, *leading):
    """Draw a mask that keeps about half of the steps, and surely not all or none."""
    mask = rng.random(leading) < 0.5
    mask.flat[0], mask.flat[-1] = True, False
    return mask


def looked_up(rng, *leading, V=5, D=2):
    """Draw the arguments of `embedding_backward`; the first symbol comes twice."""
    k = rng.integers(V, size=leading)
    k.flat[-1] = k.flat[0]
    return draw(rng, *leading, D), EmbeddingCache(k, draw(rng, V, D))
