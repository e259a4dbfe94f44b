"""Chapter 6: arguments for the checks, drawn with two decimals.

Sizes are all different, so that a transposition cannot pass.
"""

import numpy as np

from solutions.variants import reference

# unrolled-canary: keep out of anything published


def draw(rng, *shape, low=-1.0, high=1.0):
    """Draw numbers with two decimals, short enough to read in a message."""
    return rng.uniform(low, high, shape).round(2)


def rnn_weights(rng, D, H):
    """Draw the three parameters of a tanh RNN layer."""
    return draw(rng, D, H), draw(rng, H, H), draw(rng, H)


def jordan_arguments(rng, T=5, N=2, D=3, H=4, V=1):
    """Draw the arguments of a whole Jordan sequence."""
    weights = draw(rng, D, H), draw(rng, V, H), draw(rng, H, V)
    return draw(rng, T, N, D), draw(rng, N, V), *weights, draw(rng, H), draw(rng, V)


def jordan_gradients(rng, T=5, N=2, D=3, H=4, V=1):
    """Draw the arguments of `jordan_backward`, the cache from the reference."""
    _, cache = reference.jordan_forward(*jordan_arguments(rng, T, N, D, H, V))
    return draw(rng, T, N, V), cache


def deep_arguments(rng, L=2, T=3, N=2, D=3, H=2):
    """Draw the arguments of a stack of L layers."""
    layers = [rnn_weights(rng, H if k else D, H) for k in range(L)]
    return draw(rng, T, N, D), draw(rng, L, N, H), layers


def deep_gradients(rng, L=2, T=3, N=2, D=3, H=2):
    """Draw the arguments of `deep_backward`, the caches from the reference."""
    _, caches = reference.deep_forward(*deep_arguments(rng, L, T, N, D, H))
    return draw(rng, T, N, H), caches


def padded(rng, lengths, D):
    """Draw a batch whose padding holds numbers too: nobody may rely on zeros."""
    return draw(rng, max(lengths), len(lengths), D), np.array(lengths)


def both_ways_arguments(rng, lengths=(5, 3), D=3, H=2):
    """Draw the arguments of a bidirectional layer."""
    x, steps = padded(rng, lengths, D)
    h_0 = draw(rng, 2, len(lengths), H)
    return x, steps, h_0, rnn_weights(rng, D, H), rnn_weights(rng, D, H)


def both_ways_gradients(rng, lengths=(5, 3), D=3, H=2):
    """Draw the arguments of `bidirectional_backward`, the cache from the reference."""
    _, cache = reference.bidirectional_forward(*both_ways_arguments(rng, lengths, D, H))
    return draw(rng, max(lengths), len(lengths), 2 * H), cache


def peephole_arguments(rng, N=2, D=3, H=4):
    """Draw the arguments of one LSTM step with peepholes."""
    states = draw(rng, N, D), draw(rng, N, H), draw(rng, N, H, low=0.5, high=2.0)
    weights = draw(rng, D, 4 * H), draw(rng, H, 4 * H), draw(rng, 4 * H)
    return *states, *weights, draw(rng, 3, H)


def peephole_gradients(rng, N=2, D=3, H=4):
    """Draw the arguments of `peephole_lstm_cell_backward`, cache from the reference."""
    made = reference.peephole_lstm_cell_forward(*peephole_arguments(rng, N, D, H))
    return draw(rng, N, H), draw(rng, N, H), made[2]


def clockwise_arguments(rng, t, periods=(1, 1, 2, 2), N=2, D=3):
    """Draw the arguments of one step of a clockwise RNN."""
    H = len(periods)
    states = draw(rng, N, D), draw(rng, N, H), t
    return *states, *rnn_weights(rng, D, H), np.array(periods)


def scrn_arguments(rng, N=2, D=3, S=5, H=4):
    """Draw the arguments of one SCRN step."""
    states = draw(rng, N, D), draw(rng, N, S), draw(rng, N, H)
    weights = draw(rng, D, S), draw(rng, D, H), draw(rng, S, H), draw(rng, H, H)
    return *states, *weights


def ctrnn_arguments(rng, H=3):
    """Draw the parameters of a continuous-time network."""
    tau = draw(rng, H, low=0.5, high=3.0)
    return tau, draw(rng, H, H, low=-4, high=4), draw(rng, H, low=-2, high=2)


def ctrnn_run(rng, T=3, N=2, H=3, dt=0.2):
    """Draw the arguments of a solver."""
    y_0, I = draw(rng, N, H, low=-2, high=2), draw(rng, T, N, H)
    return y_0, I, *ctrnn_arguments(rng, H), dt
