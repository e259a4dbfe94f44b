"""Functions that the exercises may use: none of them is an exercise itself."""

import numpy as np


def sigmoid(a):
    """Squash numbers into the open interval (0, 1).

    Computes ``1 / (1 + exp(-a))`` as ``0.5 + 0.5 * tanh(a / 2)``, which is the same
    function and cannot overflow.

    Parameters
    ----------
    a : array_like
        Any shape. Not modified.

    Returns
    -------
    ndarray or scalar
        Of the shape of `a`.

    Examples
    --------
    >>> float(sigmoid(0.0))
    0.5
    >>> float(sigmoid(-1000.0))
    0.0
    """
    return 0.5 + 0.5 * np.tanh(a * 0.5)
