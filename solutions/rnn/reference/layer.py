"""Chapter 2, the layer: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise
from rnn_core.records import OutputCache, RNNCache, RNNCellCache


@exercise("rnn")
def rnn_cell_forward(x_t, h_prev, W_xh, W_hh, b_h):
    """Advance a tanh RNN by one time step.

    Computes ``h_t = tanh(x_t @ W_xh + h_prev @ W_hh + b_h)``.

    Parameters
    ----------
    x_t : ndarray of shape (N, D)
        Input at step t: N sequences, D features each.
    h_prev : ndarray of shape (N, H)
        Hidden state after step t - 1. Inputs are not modified.
    W_xh, W_hh, b_h : ndarray of shape (D, H), (H, H), (H,)
        Weights from the input, weights from the previous hidden state, bias.

    Returns
    -------
    h_t : ndarray of shape (N, H)
        Hidden state after step t, each entry in (-1, 1).
    cache : RNNCellCache
        What `rnn_cell_backward` needs: ``x_t, h_prev, W_xh, W_hh, h_t``.

    References
    ----------
    .. [1] Elman (1990), "Finding structure in time", Cognitive Science 14(2),
       doi:10.1207/s15516709cog1402_1. Chapter: book/rnn.

    Examples
    --------
    >>> W_xh, W_hh, b_h = np.ones((3, 4)), np.zeros((4, 4)), np.zeros(4)
    >>> x_t, h_prev = np.zeros((2, 3)), np.ones((2, 4))
    >>> h_t, cache = rnn_cell_forward(x_t, h_prev, W_xh, W_hh, b_h)
    >>> h_t.shape
    (2, 4)
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    h_t = np.tanh(x_t @ W_xh + h_prev @ W_hh + b_h)  # (N, H)
    return h_t, RNNCellCache(x_t, h_prev, W_xh, W_hh, h_t)
    ### END SOLUTION


@exercise("rnn")
def rnn_cell_backward(dh_t, cache):
    """Send a gradient back through one step of a tanh RNN.

    Parameters
    ----------
    dh_t : ndarray of shape (N, H)
        Gradient of the loss for ``h_t``, from the output of step t and from step
        t + 1 together. Not modified.
    cache : RNNCellCache
        From `rnn_cell_forward`: ``x_t, h_prev, W_xh, W_hh, h_t``.

    Returns
    -------
    dx_t : ndarray of shape (N, D)
        Gradient for the input.
    dh_prev : ndarray of shape (N, H)
        Gradient that leaves for step t - 1.
    dW_xh : ndarray of shape (D, H)
        Gradient for the input weights, from this step alone.
    dW_hh : ndarray of shape (H, H)
        Gradient for the recurrent weights.
    db_h : ndarray of shape (H,)
        Gradient for the bias.

    References
    ----------
    .. [1] Werbos (1990), "Backpropagation through time: what it does and how to do
       it", doi:10.1109/5.58337. Chapter: book/rnn.

    Examples
    --------
    >>> one = np.ones((1, 1))
    >>> cache = RNNCellCache(2 * one, one, 3 * one, 5 * one, 0 * one)
    >>> [float(grad.squeeze()) for grad in rnn_cell_backward(one, cache)]
    [3.0, 5.0, 2.0, 1.0, 1.0]
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    x_t, h_prev, W_xh, W_hh, h_t = cache
    da_t = dh_t * (1 - h_t**2)  # tanh'(a) = 1 - tanh(a)^2, (N, H)
    dx_t = da_t @ W_xh.T
    dh_prev = da_t @ W_hh.T
    dW_xh = x_t.T @ da_t
    dW_hh = h_prev.T @ da_t
    db_h = da_t.sum(axis=0)  # b_h is shared by all N rows
    return dx_t, dh_prev, dW_xh, dW_hh, db_h
    ### END SOLUTION


@exercise("rnn", uses=("rnn_cell_forward",))
def rnn_forward(x, h_0, W_xh, W_hh, b_h):
    """Run a tanh RNN over whole sequences.

    The same weights serve every step; `h_0` precedes the first.

    Parameters
    ----------
    x : ndarray of shape (T, N, D)
        Inputs, time-major. Inputs are not modified.
    h_0 : ndarray of shape (N, H)
        Hidden state before the first step.
    W_xh, W_hh, b_h : ndarray
        Parameters as in `rnn_cell_forward`.

    Returns
    -------
    h : ndarray of shape (T, N, H)
        Hidden state after every step; `h_0` is not part of it.
    cache : RNNCache
        What `rnn_backward` needs: ``x, h_0, W_xh, W_hh, h``.

    References
    ----------
    .. [1] Goodfellow et al. (2016), "Deep Learning", section 10.2. Chapter: book/rnn.

    Examples
    --------
    >>> W_xh, W_hh, b_h = np.ones((3, 4)), np.zeros((4, 4)), np.zeros(4)
    >>> h, cache = rnn_forward(np.zeros((5, 2, 3)), np.zeros((2, 4)), W_xh, W_hh, b_h)
    >>> h.shape
    (5, 2, 4)
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    h_t, steps = h_0, []
    for x_t in x:
        h_t, _ = rnn_cell_forward(x_t, h_t, W_xh, W_hh, b_h)
        steps.append(h_t)
    h = np.stack(steps)  # (T, N, H)
    return h, RNNCache(x, h_0, W_xh, W_hh, h)
    ### END SOLUTION


@exercise("rnn", uses=("rnn_cell_backward",))
def rnn_backward(dh, cache):
    """Send gradients back through a whole tanh RNN, from the last step to the first.

    Parameters
    ----------
    dh : ndarray of shape (T, N, H)
        Gradient for each ``h[t]``, not through later steps. Not modified.
    cache : RNNCache
        From `rnn_forward`: ``x, h_0, W_xh, W_hh, h``.

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
    .. [1] Werbos (1990), "Backpropagation through time: what it does and how to do
       it", doi:10.1109/5.58337. Chapter: book/rnn.

    Examples
    --------
    >>> x, h_0, h = np.ones((5, 2, 3)), np.zeros((2, 4)), np.zeros((5, 2, 4))
    >>> cache = RNNCache(x, h_0, np.zeros((3, 4)), np.eye(4), h)
    >>> dx, dh_0, dW_xh, dW_hh, db_h = rnn_backward(np.ones((5, 2, 4)), cache)
    >>> dh_0[0]
    array([5., 5., 5., 5.])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    x, h_0, W_xh, W_hh, h = cache
    h_before = np.concatenate([h_0[None], h[:-1]])  # h_before[t] is h at t - 1
    dx = np.empty_like(x, dtype=dh.dtype)
    dh_prev = np.zeros_like(dh[0])  # nothing arrives from beyond the last step
    dW_xh, dW_hh, db_h = map(np.zeros_like, (W_xh, W_hh, h[0, 0]))
    for t in reversed(range(len(x))):
        step = RNNCellCache(x[t], h_before[t], W_xh, W_hh, h[t])
        dx[t], dh_prev, *grads = rnn_cell_backward(dh[t] + dh_prev, step)
        # the same weights serve every step, so their gradients add up
        dW_xh, dW_hh, db_h = dW_xh + grads[0], dW_hh + grads[1], db_h + grads[2]
    return dx, dh_prev, dW_xh, dW_hh, db_h
    ### END SOLUTION


@exercise("rnn")
def output_forward(h, W_hy, b_y):
    """Read scores out of hidden states: ``y = h @ W_hy + b_y``.

    Parameters
    ----------
    h : ndarray of shape (..., H)
        Hidden states of one step or of all. Not modified.
    W_hy, b_y : ndarray of shape (H, V), (V,)
        Weights and bias, the same at every step.

    Returns
    -------
    y : ndarray of shape (..., V)
        Scores (before a softmax), or predictions of a regression.
    cache : OutputCache
        What `output_backward` needs: ``h, W_hy``.

    References
    ----------
    .. [1] Goodfellow et al. (2016), "Deep Learning", eq. 10.10. Chapter: book/rnn.

    Examples
    --------
    >>> y, cache = output_forward(np.ones((5, 2, 4)), np.ones((4, 3)), np.zeros(3))
    >>> y.shape, y[0, 0]
    ((5, 2, 3), array([4., 4., 4.]))
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    y = h @ W_hy + b_y
    return y, OutputCache(h, W_hy)
    ### END SOLUTION


@exercise("rnn")
def output_backward(dy, cache):
    """Send a gradient back through the output layer.

    Parameters
    ----------
    dy : ndarray of shape (..., V)
        Gradient of the loss for ``y``. Not modified.
    cache : OutputCache
        From `output_forward`: ``h, W_hy``.

    Returns
    -------
    dh : ndarray of shape (..., H)
        Gradient for the hidden states.
    dW_hy : ndarray of shape (H, V)
        Gradient for the weights, summed over steps and sequences.
    db_y : ndarray of shape (V,)
        Gradient for the bias.

    References
    ----------
    .. [1] Goodfellow et al. (2016), "Deep Learning", section 10.2.2.

    Examples
    --------
    >>> cache = OutputCache(np.ones((5, 2, 4)), np.ones((4, 3)))
    >>> dh, dW_hy, db_y = output_backward(np.ones((5, 2, 3)), cache)
    >>> dh.shape, dW_hy.shape, db_y
    ((5, 2, 4), (4, 3), array([10., 10., 10.]))
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    h, W_hy = cache
    dh = dy @ W_hy.T
    dy_rows = dy.reshape(-1, dy.shape[-1])  # every step of every sequence is a row
    dW_hy = h.reshape(-1, h.shape[-1]).T @ dy_rows
    db_y = dy_rows.sum(axis=0)
    return dh, dW_hy, db_y
    ### END SOLUTION
