"""Chapter 7, translation: arguments for the checks.

Numbers have two decimals; sizes are all different, so that a transposition cannot pass.
"""

import numpy as np

from rnn_core.properties import TiedHypotheses
from rnn_core.trace import trace
from solutions.applications.reference import decoding, translation

# unrolled-canary: keep out of anything published

STOP, START = 0, 1


def draw(rng, *shape, low=-1.0, high=1.0):
    """Draw numbers with two decimals, short enough to read in a message."""
    return rng.uniform(low, high, shape).round(2)


def gru(rng, D, H):
    """Draw the three parameters of a GRU."""
    return draw(rng, D, 3 * H), draw(rng, H, 3 * H), draw(rng, 3 * H)


def seq2seq_arguments(rng, lengths=(5, 3), T=4, D=3, E=2, H=1, V=6):
    """Draw the arguments of `seq2seq_forward`; padding holds numbers too."""
    S, N = max(lengths), len(lengths)
    sequences = draw(rng, S, N, D), np.array(lengths), draw(rng, T, N, E)
    return *sequences, gru(rng, D, H), gru(rng, E, H), draw(rng, H, V), draw(rng, V)


def seq2seq_gradients(rng, lengths=(5, 3), T=4, D=3, E=2, H=1, V=6):
    """Draw the arguments of `seq2seq_backward`, the cache from the reference."""
    arguments = seq2seq_arguments(rng, lengths, T, D, E, H, V)
    _, cache = translation.seq2seq_forward(*arguments)
    return draw(rng, T, len(lengths), V), cache


def speaker(rng, V=5, H=3, alike=0):
    """Return the step of a small decoder, and a first state.

    The last `alike` of its symbols are equally likely and have the same effect.
    """
    W_e, W_hh, W_hy = (
        draw(rng, *shape, low=-2, high=2) for shape in ((V, H), (H, H), (H, V))
    )
    b_y = draw(rng, V)
    if alike:
        W_e[-alike:], W_hy[:, -alike:] = W_e[-1], W_hy[:, -1:]
        b_y[-alike:] = b_y[-1]
    b_y[START] = -9.0  # nobody says the start symbol

    def step(state, symbol):
        read = np.where(np.arange(V) == symbol, 1.0, 0.0)
        h = np.tanh(read @ W_e + state @ W_hh)
        a = h @ W_hy + b_y
        return h, a - np.log(np.exp(a).sum())

    return step, draw(rng, H)


def as_arguments(step, state, *more):
    """Return a step as a program that can be called, and the other arguments."""
    return trace(step, state, 0.0), state, START, STOP, *more


def greedy_arguments(rng, most, stops, least=2):
    """Draw the arguments of `greedy_decode` for a speaker that stops, or does not.

    It says at least so many symbols, and not always the same one.
    """
    while True:
        step, state = speaker(rng)
        said, _ = decoding.greedy_decode(step, state, START, STOP, most)
        ends = len(said) < most - 2 if stops else len(said) == most
        if ends and len(said) >= least and len(set(said)) > 1:
            return as_arguments(step, state, most)


def beam_arguments(rng, width, most, V=5):
    """Draw the arguments of `beam_search` where hypotheses finish in different rounds.

    With several places it finds something better than greedy decoding does.
    """
    while True:
        step, state = speaker(rng, V)
        _, score = decoding.greedy_decode(step, state, START, STOP, most)
        found = decoding.beam_search(step, state, START, STOP, width, most)
        lengths = sorted(len(symbols) for symbols, _ in found)
        if len(found) < width or lengths[-1] in (0, 1, most):
            continue
        if width == 1 or (found[0][1] > score and lengths[-2] < lengths[-1]):
            return as_arguments(step, state, width, most)


def unfinished_arguments(rng, width, most):
    """Draw the arguments of `beam_search` where no hypothesis finishes in time."""
    while True:
        step, state = speaker(rng)
        found = decoding.beam_search(step, state, START, STOP, width, most)
        if all(len(symbols) == most for symbols, _ in found):
            return as_arguments(step, state, width, most)


def tied_arguments(rng, width, most):
    """Draw the arguments of `beam_search` where more hypotheses tie than have places.

    One more symbol than there are places is equally likely; then all stop.
    """
    while True:
        step, state = speaker(rng, V=width + 3, alike=width + 1)
        found = decoding.beam_search(step, state, START, STOP, width, most)
        if len(found) == width and all(len(symbols) == 1 for symbols, _ in found):
            return as_arguments(step, state, width, most)


def tied_hypotheses(step, state, start, stop, width, most):
    """Return what `beam_search` may answer where scores are equal."""
    found = decoding.beam_search(step, state, start, stop, width, most)
    after, log_p = step(state, start)
    words = [k for k in range(len(log_p)) if k not in (start, stop)]
    scores = {k: float(log_p[k] + step(after, k)[1][stop]) for k in words}
    allowed = tuple(((k,), score) for k, score in scores.items())
    return TiedHypotheses(tuple(score for _, score in found), allowed)
