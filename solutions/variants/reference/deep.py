"""Chapter 6, layers on layers: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise
from solutions.rnn.reference.layer import rnn_backward, rnn_forward


@exercise("variants", uses=("rnn_forward",))
def deep_forward(x, h_0, layers):
    """Run a stack of tanh RNN layers over whole sequences.

    The lowest layer reads the inputs; every other one reads the states of the layer
    below it, at the same step.

    Parameters
    ----------
    x : ndarray of shape (T, N, D)
        Inputs, time-major. Inputs are not modified.
    h_0 : ndarray of shape (L, N, H)
        State of each layer before the first step, the lowest layer first.
    layers : list of L tuples
        ``(W_xh, W_hh, b_h)`` of each layer; ``W_xh`` is (D, H) in the lowest layer and
        (H, H) in the others.

    Returns
    -------
    h : ndarray of shape (T, N, H)
        States of the top layer after every step.
    caches : list of L RNNCache
        What `rnn_forward` returned for each layer, the lowest first.

    References
    ----------
    .. [1] Pascanu, Gulcehre, Cho, Bengio (2014), "How to construct deep recurrent
       neural networks", arXiv 1312.6026. Chapter: book/variants.

    Examples
    --------
    >>> lowest = np.ones((3, 4)), np.zeros((4, 4)), np.zeros(4)
    >>> upper = np.ones((4, 4)), np.zeros((4, 4)), np.zeros(4)
    >>> h, caches = deep_forward(
    ...     np.zeros((5, 2, 3)), np.zeros((2, 2, 4)), [lowest, upper])
    >>> h.shape, len(caches)
    ((5, 2, 4), 2)
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    h, caches = x, []
    for start, weights in zip(h_0, layers, strict=True):
        h, cache = rnn_forward(h, start, *weights)
        caches.append(cache)
    return h, caches
    ### END SOLUTION


@exercise("variants", uses=("rnn_backward",))
def deep_backward(dh, caches):
    """Send gradients back through a stack of tanh RNN layers.

    Parameters
    ----------
    dh : ndarray of shape (T, N, H)
        Gradient for the states of the top layer. Not modified.
    caches : list of L RNNCache
        From `deep_forward`, the lowest layer first.

    Returns
    -------
    dx : ndarray of shape (T, N, D)
        Gradient for the inputs of the lowest layer.
    dh_0 : ndarray of shape (L, N, H)
        Gradient for the state of each layer before the first step, lowest first.
    dlayers : list of L tuples
        ``(dW_xh, dW_hh, db_h)`` of each layer, lowest first.

    References
    ----------
    .. [1] Pascanu, Gulcehre, Cho, Bengio (2014), "How to construct deep recurrent
       neural networks", arXiv 1312.6026. Chapter: book/variants.

    Examples
    --------
    >>> lowest = np.ones((3, 4)), np.zeros((4, 4)), np.zeros(4)
    >>> upper = np.ones((4, 4)), np.zeros((4, 4)), np.zeros(4)
    >>> h, caches = deep_forward(
    ...     np.zeros((5, 2, 3)), np.zeros((2, 2, 4)), [lowest, upper])
    >>> dx, dh_0, dlayers = deep_backward(np.ones((5, 2, 4)), caches)
    >>> dx[0, 0], dh_0.shape, len(dlayers)
    (array([16., 16., 16.]), (2, 2, 4), 2)
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    starts, dlayers = [], []
    for cache in reversed(caches):
        dh, start, *weights = rnn_backward(dh, cache)  # dx is dh of the layer below
        starts.insert(0, start)
        dlayers.insert(0, tuple(weights))
    return dh, np.stack(starts), dlayers
    ### END SOLUTION
