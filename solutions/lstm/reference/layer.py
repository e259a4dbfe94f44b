"""Chapter 4, the layer: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise
from rnn_core.records import LSTMCache, LSTMCellCache
from solutions.lstm.reference.cell import lstm_cell_backward, lstm_cell_forward


@exercise("lstm", uses=("lstm_cell_forward",))
def lstm_forward(x, h_0, c_0, W_x, W_h, b):
    """Run an LSTM layer over a whole sequence.

    Calls `lstm_cell_forward` once for each step and stacks what the steps return.

    Parameters
    ----------
    x : ndarray of shape (T, N, D)
        Inputs, time first: ``x[t]`` is one step of the whole batch.
    h_0 : ndarray of shape (N, H)
        Hidden state before the first step. Inputs are not modified.
    c_0 : ndarray of shape (N, H)
        Memory before the first step.
    W_x : ndarray of shape (D, 4H)
        Input weights, columns in four blocks i, f, g, o.
    W_h : ndarray of shape (H, 4H)
        Recurrent weights, in the same blocks.
    b : ndarray of shape (4H,)
        Biases, in the same blocks.

    Returns
    -------
    h : ndarray of shape (T, N, H)
        Hidden state after each step.
    c_T : ndarray of shape (N, H)
        Memory after the last step.
    cache : LSTMCache
        What `lstm_backward` needs: the steps' arrays stacked along time.

    References
    ----------
    .. [1] Hochreiter, Schmidhuber (1997), "Long short-term memory".
       Chapter: book/lstm.

    Examples
    --------
    >>> zeros = np.zeros
    >>> h, c_T, cache = lstm_forward(
    ...     zeros((5, 2, 3)), zeros((2, 4)), np.ones((2, 4)),
    ...     zeros((3, 16)), zeros((4, 16)), zeros(16))
    >>> float(c_T[0, 0])  # the forget gate halves the memory five times
    0.03125
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    h_t, c_t = h_0, c_0
    steps = []
    for x_t in x:
        h_t, c_t, step = lstm_cell_forward(x_t, h_t, c_t, W_x, W_h, b)
        steps.append((step.i_t, step.f_t, step.g_t, step.o_t, step.tanh_c, h_t, c_t))
    i, f, g, o, tanh_c, h, c = (np.stack(arrays) for arrays in zip(*steps, strict=True))
    cache = LSTMCache(x, h_0, c_0, W_x, W_h, i, f, g, o, tanh_c, h, c)
    return h, c_t, cache
    ### END SOLUTION


@exercise("lstm", uses=("lstm_cell_backward",))
def lstm_backward(dh, dc_T, cache):
    """Carry the gradient of a loss backward through a whole LSTM sequence.

    Walks from the last step to the first. The gradient of h at step t is what arrives
    from outside, ``dh[t]``, plus what step t + 1 sends back.

    Parameters
    ----------
    dh : ndarray of shape (T, N, H)
        Gradient of the loss with respect to each hidden state, from outside the layer.
    dc_T : ndarray of shape (N, H)
        Gradient with respect to the last memory. Inputs are not modified.
    cache : LSTMCache
        What `lstm_forward` returned.

    Returns
    -------
    dx : ndarray of shape (T, N, D)
        Gradient with respect to the inputs.
    dh_0 : ndarray of shape (N, H)
        Gradient with respect to the initial hidden state.
    dc_0 : ndarray of shape (N, H)
        Gradient with respect to the initial memory.
    dW_x : ndarray of shape (D, 4H)
        Gradient of the input weights, summed over steps and batch.
    dW_h : ndarray of shape (H, 4H)
        Gradient of the recurrent weights.
    db : ndarray of shape (4H,)
        Gradient of the biases.

    References
    ----------
    .. [1] Werbos (1990), "Backpropagation through time: what it does and how to do
       it". Chapter: book/lstm.

    Examples
    --------
    >>> zeros = np.zeros
    >>> _, _, cache = lstm_forward(
    ...     zeros((3, 1, 2)), zeros((1, 1)), np.ones((1, 1)),
    ...     zeros((2, 4)), zeros((1, 4)), zeros(4))
    >>> gradients = lstm_backward(zeros((3, 1, 1)), np.ones((1, 1)), cache)
    >>> float(gradients[2][0, 0])  # a half for each of three steps
    0.125
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    x, h_0, c_0, W_x, W_h, i, f, g, o, tanh_c, h, c = cache
    h_prev = np.concatenate(
        [h_0[None], h[:-1]]
    )  # (T, N, H): what each step started from
    c_prev = np.concatenate([c_0[None], c[:-1]])
    dh_next, dc_next = np.zeros_like(h_0), dc_T
    dx = np.empty_like(x)
    dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros_like(W_x[0])
    for t in reversed(range(len(x))):
        step = LSTMCellCache(
            x[t], h_prev[t], c_prev[t], W_x, W_h, i[t], f[t], g[t], o[t], tanh_c[t]
        )
        gradients = lstm_cell_backward(dh[t] + dh_next, dc_next, step)
        dx[t], dh_next, dc_next = gradients[:3]
        # the same weights serve every step, so their gradients add up
        dW_x, dW_h, db = dW_x + gradients[3], dW_h + gradients[4], db + gradients[5]
    return dx, dh_next, dc_next, dW_x, dW_h, db
    ### END SOLUTION
