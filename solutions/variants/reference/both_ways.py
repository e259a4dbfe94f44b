"""Chapter 6, reading in both directions: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise
from rnn_core.records import BidirectionalCache
from solutions.rnn.reference.layer import rnn_backward, rnn_forward


@exercise("variants")
def reverse_sequences(x, lengths):
    """Reverse every sequence of a padded batch within its own length.

    Sequence n has ``lengths[n]`` steps; what comes behind is padding and stays where
    it is, so that a reversed sequence also begins at step 0.

    Parameters
    ----------
    x : ndarray of shape (T, N, D)
        Padded sequences, time-major. Not modified.
    lengths : ndarray of shape (N,)
        Steps of each sequence, whole numbers from 1 to T.

    Returns
    -------
    reversed_x : ndarray of shape (T, N, D)
        A new array.

    References
    ----------
    .. [1] Schuster, Paliwal (1997), "Bidirectional recurrent neural networks",
       doi:10.1109/78.650093. Chapter: book/variants.

    Examples
    --------
    >>> x = np.array([[1, 4], [2, 5], [3, 0]])[:, :, None]
    >>> reverse_sequences(x, np.array([3, 2]))[:, :, 0]
    array([[3, 5],
           [2, 4],
           [1, 0]])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    t = np.arange(len(x))[:, None]  # (T, 1)
    source = np.where(t < lengths, lengths - 1 - t, t)  # (T, N): where a step is from
    return x[source, np.arange(x.shape[1])]
    ### END SOLUTION


@exercise("variants", uses=("rnn_forward", "reverse_sequences"))
def bidirectional_forward(x, lengths, h_0, ltr, rtl):
    """Run one tanh RNN from left to right and one from right to left.

    Every step gets the states of both side by side. The second layer reads each
    sequence from its own last step to its first and never sees padding. Behind the end
    of a sequence the result is 0.

    Parameters
    ----------
    x : ndarray of shape (T, N, D)
        Padded inputs, time-major. Inputs are not modified.
    lengths : ndarray of shape (N,)
        Steps of each sequence, whole numbers from 1 to T.
    h_0 : ndarray of shape (2, N, H)
        First states: of the layer that reads left to right, then of the other.
    ltr, rtl : tuple of ndarray
        ``(W_xh, W_hh, b_h)`` of the layer that reads left to right, and of the one
        that reads right to left.

    Returns
    -------
    h : ndarray of shape (T, N, 2H)
        States of both layers at every step; 0 where there is padding.
    cache : BidirectionalCache
        What `bidirectional_backward` needs: ``lengths`` and the `RNNCache` of each
        layer, that of the second one in its own order of reading.

    References
    ----------
    .. [1] Schuster, Paliwal (1997), "Bidirectional recurrent neural networks",
       doi:10.1109/78.650093. Chapter: book/variants.

    Examples
    --------
    >>> weights = np.ones((3, 4)), np.zeros((4, 4)), np.ones(4)
    >>> h, cache = bidirectional_forward(
    ...     np.ones((5, 2, 3)), np.array([5, 2]), np.zeros((2, 2, 4)), weights, weights)
    >>> h.shape, float(h[4, 1].sum())
    ((5, 2, 8), 0.0)
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    h_ltr, cache_ltr = rnn_forward(x, h_0[0], *ltr)
    h_rtl, cache_rtl = rnn_forward(reverse_sequences(x, lengths), h_0[1], *rtl)
    both = np.concatenate([h_ltr, reverse_sequences(h_rtl, lengths)], axis=2)
    inside = np.arange(len(x))[:, None, None] < lengths[:, None]  # (T, N, 1)
    h = np.where(inside, both, 0.0)
    return h, BidirectionalCache(lengths, cache_ltr, cache_rtl)
    ### END SOLUTION


@exercise("variants", uses=("rnn_backward", "reverse_sequences"))
def bidirectional_backward(dh, cache):
    """Send gradients back through both layers of a bidirectional RNN.

    Parameters
    ----------
    dh : ndarray of shape (T, N, 2H)
        Gradient for the states of both layers; what it holds behind the end of a
        sequence belongs to no state. Not modified.
    cache : BidirectionalCache
        From `bidirectional_forward`: ``lengths, ltr, rtl``.

    Returns
    -------
    dx : ndarray of shape (T, N, D)
        Gradient for the inputs, from both layers; 0 where there is padding.
    dh_0 : ndarray of shape (2, N, H)
        Gradient for the first states of both layers.
    dltr, drtl : tuple of ndarray
        ``(dW_xh, dW_hh, db_h)`` of each layer.

    References
    ----------
    .. [1] Schuster, Paliwal (1997), "Bidirectional recurrent neural networks",
       doi:10.1109/78.650093. Chapter: book/variants.

    Examples
    --------
    >>> weights = np.ones((3, 4)), np.zeros((4, 4)), np.zeros(4)
    >>> x, h_0 = np.zeros((5, 2, 3)), np.zeros((2, 2, 4))
    >>> h, cache = bidirectional_forward(x, np.array([5, 2]), h_0, weights, weights)
    >>> dx, dh_0, dltr, drtl = bidirectional_backward(np.ones((5, 2, 8)), cache)
    >>> dx[:, 1, 0]
    array([8., 8., 0., 0., 0.])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    lengths, T, H = cache.lengths, len(dh), dh.shape[2] // 2
    inside = np.arange(T)[:, None, None] < lengths[:, None]  # (T, N, 1)
    dh = np.where(inside, dh, 0.0)  # padding has no state: nothing comes from it
    dx_ltr, dh_ltr, *dltr = rnn_backward(dh[:, :, :H], cache.ltr)
    dh_turned = reverse_sequences(dh[:, :, H:], lengths)
    dx_rtl, dh_rtl, *drtl = rnn_backward(dh_turned, cache.rtl)
    dx = dx_ltr + reverse_sequences(dx_rtl, lengths)
    return dx, np.stack([dh_ltr, dh_rtl]), tuple(dltr), tuple(drtl)
    ### END SOLUTION
