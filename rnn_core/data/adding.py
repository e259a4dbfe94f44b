"""The adding problem: the sum of two marked numbers in a long sequence.

Hochreiter and Schmidhuber (1997), section 5.4, with the numbers from U(0, 1) as in
Le, Jaitly and Hinton (2015), arXiv:1504.00941.
"""

import numpy as np

from rnn_core.data.batch import Batch, check_count, check_rng

ADDING_BASELINE = 1 / 6
"""Mean squared error of always answering 1: the variance of a sum of two U(0, 1)."""


def adding_batch(rng, size, steps):
    """Draw a batch of the adding problem.

    Each step shows a number and a marker. One marker is set in each half of the
    sequence, at a uniform position; the target is the sum of the two marked numbers.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where numbers and positions come from.
    size : int
        Number N of sequences.
    steps : int
        Length T of the sequences, at least 2.

    Returns
    -------
    Batch
        ``x`` is (T, N, 2): number, marker. ``targets`` is (N, 1). ``mask`` is None.

    Examples
    --------
    >>> batch = adding_batch(np.random.default_rng(0), size=3, steps=10)
    >>> batch.x.shape, batch.targets.shape
    ((10, 3, 2), (3, 1))
    """
    check_rng(rng)
    size, steps = check_count("size", size), check_count("steps", steps, least=2)
    values = rng.random((steps, size))
    markers = np.zeros((steps, size))
    columns = np.arange(size)
    for low, high in ((0, steps // 2), (steps // 2, steps)):
        markers[rng.integers(low, high, size), columns] = 1
    targets = (values * markers).sum(axis=0)[:, None]  # (N, 1)
    return Batch(np.stack([values, markers], axis=-1), targets)


def adding_batches(rng, size, steps):
    """Yield batches of `adding_batch` without end.

    Parameters
    ----------
    rng, size, steps
        As in `adding_batch`.

    Yields
    ------
    Batch
        A fresh batch each time.
    """
    while True:
        yield adding_batch(rng, size, steps)
