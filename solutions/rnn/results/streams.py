"""A stream of symbols as batches that continue each other."""

from rnn_core.data import Batch
from rnn_core.rnn import make_batches, one_hot


def stream_batches(tokens, V, N, T):
    """Yield batches of one-hot symbols for ever; each continues the one before.

    Parameters
    ----------
    tokens : ndarray of int, of shape (L,)
        The stream.
    V, N, T : int
        Symbols, sequences and steps.

    Yields
    ------
    Batch
        To be trained on with ``carry_state=True``.
    """
    x, targets = make_batches(tokens, N, T)
    while True:
        for x_b, targets_b in zip(x, targets, strict=True):
            yield Batch(one_hot(x_b, V), targets_b)
