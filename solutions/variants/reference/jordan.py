"""Chapter 6, feeding back outputs: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise
from rnn_core.records import JordanCache


@exercise("variants")
def jordan_forward(x, y_0, W_xh, W_yh, W_hy, b_h, b_y):
    """Run a Jordan network over whole sequences.

    The hidden units see the input and the *output* of the step before, not their own
    state: ``h_t = tanh(x_t @ W_xh + y_prev @ W_yh + b_h)`` and
    ``y_t = h_t @ W_hy + b_y``.

    Parameters
    ----------
    x : ndarray of shape (T, N, D)
        Inputs, time-major. Inputs are not modified.
    y_0 : ndarray of shape (N, V)
        What stands for an output before the first step.
    W_xh, W_yh, W_hy : ndarray of shape (D, H), (V, H), (H, V)
        Weights from the input, from the output of the step before, to the output.
    b_h, b_y : ndarray of shape (H,), (V,)
        Biases of the hidden units and of the outputs.

    Returns
    -------
    y : ndarray of shape (T, N, V)
        Output of every step; `y_0` is not part of it.
    cache : JordanCache
        What `jordan_backward` needs: ``x, y_0, W_xh, W_yh, W_hy, h, y``.

    References
    ----------
    .. [1] Jordan (1986), "Serial order: a parallel distributed processing approach",
       ICS report 8604. Chapter: book/variants.

    Examples
    --------
    >>> x, y_0, W_hy = np.zeros((5, 2, 3)), np.zeros((2, 1)), np.ones((4, 1))
    >>> W_xh, W_yh, b_h, b_y = np.ones((3, 4)), np.ones((1, 4)), np.zeros(4), np.ones(1)
    >>> y, cache = jordan_forward(x, y_0, W_xh, W_yh, W_hy, b_h, b_y)
    >>> y.shape, float(y[0, 0, 0])
    ((5, 2, 1), 1.0)
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    y_t, states, outputs = y_0, [], []
    for x_t in x:
        h_t = np.tanh(x_t @ W_xh + y_t @ W_yh + b_h)  # (N, H)
        y_t = h_t @ W_hy + b_y  # (N, V)
        states.append(h_t)
        outputs.append(y_t)
    h, y = np.stack(states), np.stack(outputs)
    return y, JordanCache(x, y_0, W_xh, W_yh, W_hy, h, y)
    ### END SOLUTION


@exercise("variants")
def jordan_backward(dy, cache):
    """Send gradients back through a whole Jordan network.

    Parameters
    ----------
    dy : ndarray of shape (T, N, V)
        Gradient for each ``y[t]``, not through later steps. Not modified.
    cache : JordanCache
        From `jordan_forward`: ``x, y_0, W_xh, W_yh, W_hy, h, y``.

    Returns
    -------
    dx : ndarray of shape (T, N, D)
        Gradient for the inputs.
    dy_0 : ndarray of shape (N, V)
        Gradient for the output before the first step.
    dW_xh : ndarray of shape (D, H)
        Gradient for the input weights, summed over all steps.
    dW_yh : ndarray of shape (V, H)
        Gradient for the weights from the output of the step before.
    dW_hy : ndarray of shape (H, V)
        Gradient for the output weights.
    db_h : ndarray of shape (H,)
        Gradient for the bias of the hidden units.
    db_y : ndarray of shape (V,)
        Gradient for the bias of the outputs.

    References
    ----------
    .. [1] Jordan (1986), "Serial order: a parallel distributed processing approach",
       ICS report 8604. Chapter: book/variants.

    Examples
    --------
    >>> x, y_0, h, y = (np.zeros((5, 2, k)) for k in (3, 1, 4, 1))
    >>> cache = JordanCache(x, y_0[0], np.ones((3, 4)), np.ones((1, 4)) / 4,
    ...                     np.ones((4, 1)), h, y)
    >>> dx, dy_0, *weights = jordan_backward(np.ones((5, 2, 1)), cache)
    >>> dy_0[:, 0]
    array([5., 5.])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    x, y_0, W_xh, W_yh, W_hy, h, y = cache
    y_before = np.concatenate([y_0[None], y[:-1]])  # y_before[t] is y at t - 1
    dx = np.empty_like(x, dtype=float)
    dy_prev = np.zeros_like(dy[0])  # nothing arrives from beyond the last step
    dW_xh, dW_yh, dW_hy = map(np.zeros_like, (W_xh, W_yh, W_hy))
    db_h, db_y = np.zeros(h.shape[2]), np.zeros(y.shape[2])
    for t in reversed(range(len(x))):
        dy_t = dy[t] + dy_prev  # from the loss, and from the step that read y_t
        da_t = (dy_t @ W_hy.T) * (1 - h[t] ** 2)  # (N, H)
        dx[t], dy_prev = da_t @ W_xh.T, da_t @ W_yh.T
        dW_xh, dW_yh = dW_xh + x[t].T @ da_t, dW_yh + y_before[t].T @ da_t
        dW_hy = dW_hy + h[t].T @ dy_t
        db_h, db_y = db_h + da_t.sum(axis=0), db_y + dy_t.sum(axis=0)
    return dx, dy_prev, dW_xh, dW_yh, dW_hy, db_h, db_y
    ### END SOLUTION
