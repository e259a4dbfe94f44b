"""Chapter 4: arguments for the checks, drawn with two decimals.

Sizes are all different, so that a transposition cannot pass.
"""

from solutions.lstm import reference

# unrolled-canary: keep out of anything published


def draw(rng, *shape, low=-1.0, high=1.0):
    """Draw numbers with two decimals, short enough to read in a message."""
    return rng.uniform(low, high, shape).round(2)


def cell_arguments(rng, N=2, D=3, H=4):
    """Draw the arguments of one LSTM step."""
    x_t, h_prev, c_prev = draw(rng, N, D), draw(rng, N, H), draw(rng, N, H, high=2.0)
    return x_t, h_prev, c_prev, *weights(rng, D, H)


def weights(rng, D, H):
    """Draw the three fused parameters of an LSTM layer."""
    return draw(rng, D, 4 * H), draw(rng, H, 4 * H), draw(rng, 4 * H)


def sequence_arguments(rng, T=5, N=2, D=3, H=4):
    """Draw the arguments of a whole LSTM sequence."""
    x, h_0, c_0 = draw(rng, T, N, D), draw(rng, N, H), draw(rng, N, H)
    return x, h_0, c_0, *weights(rng, D, H)


def cell_gradients(rng, N=2, D=3, H=4):
    """Draw the arguments of `lstm_cell_backward`, the cache from the reference."""
    _, _, cache = reference.lstm_cell_forward(*cell_arguments(rng, N, D, H))
    return draw(rng, N, H), draw(rng, N, H), cache


def sequence_gradients(rng, T=5, N=2, D=3, H=4):
    """Draw the arguments of `lstm_backward`, the cache from the reference."""
    _, _, cache = reference.lstm_forward(*sequence_arguments(rng, T, N, D, H))
    return draw(rng, T, N, H), draw(rng, N, H), cache
