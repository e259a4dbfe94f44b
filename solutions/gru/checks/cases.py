"""Chapter 5: arguments for the checks, drawn with two decimals.

Sizes are all different, so that a transposition cannot pass.
"""

from solutions.gru import reference

# unrolled-canary: keep out of anything published


def draw(rng, *shape, low=-1.0, high=1.0):
    """Draw numbers with two decimals, short enough to read in a message."""
    return rng.uniform(low, high, shape).round(2)


def weights(rng, D, H):
    """Draw three fused parameters of three blocks each."""
    return draw(rng, D, 3 * H), draw(rng, H, 3 * H), draw(rng, 3 * H)


def cell_arguments(rng, N=2, D=3, H=4):
    """Draw the arguments of one GRU step."""
    return draw(rng, N, D), draw(rng, N, H), *weights(rng, D, H)


def coupled_arguments(rng, N=2, D=3, H=4):
    """Draw the arguments of one step of an LSTM with coupled gates."""
    x_t, h_prev, *parameters = cell_arguments(rng, N, D, H)
    return x_t, h_prev, draw(rng, N, H, high=2.0), *parameters


def reset_after_arguments(rng, N=2, D=3, H=4):
    """Draw the arguments of one step of the GRU that resets after the product."""
    return *cell_arguments(rng, N, D, H), draw(rng, H)


def sequence_arguments(rng, T=5, N=2, D=3, H=4):
    """Draw the arguments of a whole GRU sequence."""
    return draw(rng, T, N, D), draw(rng, N, H), *weights(rng, D, H)


def cell_gradients(rng, N=2, D=3, H=4):
    """Draw the arguments of `gru_cell_backward`, the cache from the reference."""
    _, cache = reference.gru_cell_forward(*cell_arguments(rng, N, D, H))
    return draw(rng, N, H), cache


def sequence_gradients(rng, T=5, N=2, D=3, H=4):
    """Draw the arguments of `gru_backward`, the cache from the reference."""
    _, cache = reference.gru_forward(*sequence_arguments(rng, T, N, D, H))
    return draw(rng, T, N, H), cache
