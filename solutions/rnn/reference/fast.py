"""Chapter 2, a fast layer: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise
from rnn_core.records import RNNCache


@exercise("rnn")
def rnn_layer_forward(x, h_0, W_xh, W_hh, b_h):
    """Run a tanh RNN over whole sequences, fast.

    The same results as `rnn_forward`. What the inputs add is computed for all steps in
    one product before the loop; the loop keeps what depends on the step before.

    Parameters
    ----------
    x : ndarray of shape (T, N, D)
        Inputs, time-major. Inputs are not modified.
    h_0 : ndarray of shape (N, H)
        Hidden state before the first step.
    W_xh, W_hh, b_h : ndarray of shape (D, H), (H, H), (H,)
        Weights from the input, weights from the previous hidden state, bias.

    Returns
    -------
    h : ndarray of shape (T, N, H)
        Hidden state after every step.
    cache : RNNCache
        As that of `rnn_forward`.

    References
    ----------
    .. [1] Appleyard, Kocisky, Blunsom (2016), "Optimizing performance of recurrent
       neural networks on GPUs", arXiv 1604.01946. Chapter: book/rnn.

    Examples
    --------
    >>> W_xh, W_hh, b_h = np.ones((3, 4)), np.zeros((4, 4)), np.zeros(4)
    >>> x, h_0 = np.zeros((5, 2, 3)), np.zeros((2, 4))
    >>> h, cache = rnn_layer_forward(x, h_0, W_xh, W_hh, b_h)
    >>> h.shape
    (5, 2, 4)
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    T, N, D = x.shape
    h = (x.reshape(T * N, D) @ W_xh + b_h).reshape(T, N, -1)  # to be completed below
    recurrent, h_t = np.empty_like(h[0]), h_0
    for a_t in h:
        a_t += np.matmul(h_t, W_hh, out=recurrent)
        h_t = np.tanh(a_t, out=a_t)
    return h, RNNCache(x, h_0, W_xh, W_hh, h)
    ### END SOLUTION


@exercise("rnn")
def rnn_layer_backward(dh, cache):
    """Send gradients back through a whole tanh RNN, fast.

    The same results as `rnn_backward`. The slopes of all steps are taken before the
    loop, the loop carries only the gradient of the state, and the gradients of inputs
    and weights are one product each after it.

    Parameters
    ----------
    dh : ndarray of shape (T, N, H)
        Gradient for each ``h[t]``, not through later steps. Not modified.
    cache : RNNCache
        From the forward pass: ``x, h_0, W_xh, W_hh, h``.

    Returns
    -------
    dx : ndarray of shape (T, N, D)
        Gradient for the inputs.
    dh_0 : ndarray of shape (N, H)
        Gradient for the initial state.
    dW_xh : ndarray of shape (D, H)
        Gradient for the input weights, summed over all steps that share them.
    dW_hh : ndarray of shape (H, H)
        Gradient for the recurrent weights.
    db_h : ndarray of shape (H,)
        Gradient for the bias.

    References
    ----------
    .. [1] Appleyard, Kocisky, Blunsom (2016), "Optimizing performance of recurrent
       neural networks on GPUs", arXiv 1604.01946. Chapter: book/rnn.

    Examples
    --------
    >>> x, h_0, h = np.ones((5, 2, 3)), np.zeros((2, 4)), np.zeros((5, 2, 4))
    >>> cache = RNNCache(x, h_0, np.zeros((3, 4)), np.eye(4), h)
    >>> dx, dh_0, dW_xh, dW_hh, db_h = rnn_layer_backward(np.ones((5, 2, 4)), cache)
    >>> dh_0[0]
    array([5., 5., 5., 5.])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    x, h_0, W_xh, W_hh, h = cache
    h_before = np.concatenate([h_0[None], h[:-1]])  # what each step started from
    W_hh_T = np.ascontiguousarray(W_hh.T)  # read once a step
    da = 1 - h**2  # the slopes of all steps; the loop makes gradients of them
    dh_prev = np.zeros_like(dh[0])
    for t in reversed(range(len(x))):
        da[t] *= dh[t] + dh_prev
        dh_prev = da[t] @ W_hh_T
    rows = da.reshape(-1, da.shape[-1])  # (T * N, H): steps and batch add up alike
    dx = (rows @ W_xh.T).reshape(x.shape)
    dW_xh = x.reshape(len(rows), -1).T @ rows
    dW_hh = h_before.reshape(len(rows), -1).T @ rows
    return dx, dh_prev, dW_xh, dW_hh, rows.sum(axis=0)
    ### END SOLUTION
