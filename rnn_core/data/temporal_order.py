"""The temporal-order problem: which of two symbols came first, long ago.

Hochreiter and Schmidhuber (1997), section 5.6, with the positions of Pascanu, Mikolov
and Bengio (2013), arXiv:1211.5063.
"""

import numpy as np

from rnn_core.data.batch import Batch, check_count, check_rng

ORDERS = ("AA", "AB", "BA", "BB")
"""The classes, in the order of their numbers."""


def temporal_order_batch(rng, size, steps):
    """Draw a batch of the temporal-order problem.

    Every step shows one of six symbols, A, B or one of four that mean nothing. The
    symbol at one position in the second tenth of the sequence, and the one at a
    position in the fifth tenth, are A or B; the class says which, in order.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where symbols and positions come from.
    size : int
        Number N of sequences.
    steps : int
        Length T of the sequences, at least 10.

    Returns
    -------
    Batch
        ``x`` is (T, N, 6), one-hot. ``targets`` is (N,): classes as in `ORDERS`, so
        that always answering the same is wrong in three of four. ``mask`` is None.

    Examples
    --------
    >>> batch = temporal_order_batch(np.random.default_rng(0), size=3, steps=20)
    >>> batch.x.shape, batch.targets.shape
    ((20, 3, 6), (3,))
    """
    check_rng(rng)
    size, steps = check_count("size", size), check_count("steps", steps, least=10)
    symbols = rng.integers(2, 6, (steps, size))
    first, second = rng.integers(0, 2, (2, size))  # 0 is A, 1 is B
    columns = np.arange(size)
    for tenth, symbol in ((1, first), (4, second)):
        low, high = tenth * steps // 10, (tenth + 1) * steps // 10
        symbols[rng.integers(low, high, size), columns] = symbol
    return Batch(np.eye(6)[symbols], 2 * first + second)


def temporal_order_batches(rng, size, steps):
    """Yield batches of `temporal_order_batch` without end.

    Parameters
    ----------
    rng, size, steps
        As in `temporal_order_batch`.

    Yields
    ------
    Batch
        A fresh batch each time.
    """
    while True:
        yield temporal_order_batch(rng, size, steps)
