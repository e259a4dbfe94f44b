"""Chapter 6, gates that see the memory: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise
from rnn_core.functions import sigmoid
from rnn_core.records import PeepholeLSTMCellCache


@exercise("variants")
def peephole_lstm_cell_forward(x_t, h_prev, c_prev, W_x, W_h, b, p):
    """Advance an LSTM layer with peepholes by one time step.

    Each gate also sees the memory of its own unit, through one weight: the input and
    the forget gate see ``c_prev``, the output gate sees the new ``c_t``. The candidate
    sees neither.

    Parameters
    ----------
    x_t : ndarray of shape (N, D)
        Input at step t: N sequences, D features each.
    h_prev : ndarray of shape (N, H)
        Hidden state after step t - 1. Inputs are not modified.
    c_prev : ndarray of shape (N, H)
        Memory after step t - 1.
    W_x : ndarray of shape (D, 4H)
        Input weights, columns in four blocks i, f, g, o.
    W_h : ndarray of shape (H, 4H)
        Recurrent weights, in the same blocks.
    b : ndarray of shape (4H,)
        Biases, in the same blocks.
    p : ndarray of shape (3, H)
        Peephole weights of the input, the forget and the output gate, one row each.

    Returns
    -------
    h_t : ndarray of shape (N, H)
        Hidden state after step t, each entry in (-1, 1).
    c_t : ndarray of shape (N, H)
        Memory after step t.
    cache : PeepholeLSTMCellCache
        ``(x_t, h_prev, c_prev, W_x, W_h, p, i_t, f_t, g_t, o_t, c_t, tanh_c)``: what
        `peephole_lstm_cell_backward` needs, where ``tanh_c`` is ``tanh(c_t)``.

    References
    ----------
    .. [1] Gers, Schraudolph, Schmidhuber (2002), "Learning precise timing with LSTM
       recurrent networks", JMLR 3. Chapter: book/variants.

    Examples
    --------
    >>> zeros = np.zeros
    >>> h_t, c_t, cache = peephole_lstm_cell_forward(
    ...     zeros((2, 3)), zeros((2, 4)), np.ones((2, 4)),
    ...     zeros((3, 16)), zeros((4, 16)), zeros(16), 100 * np.ones((3, 4)))
    >>> float(cache.f_t[0, 0]), float(c_t[0, 0]), float(cache.o_t[0, 0])
    (1.0, 1.0, 1.0)
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    H = h_prev.shape[1]
    a_t = x_t @ W_x + h_prev @ W_h + b  # (N, 4H)
    i_t = sigmoid(a_t[:, 0 * H : 1 * H] + c_prev * p[0])
    f_t = sigmoid(a_t[:, 1 * H : 2 * H] + c_prev * p[1])
    g_t = np.tanh(a_t[:, 2 * H : 3 * H])
    c_t = f_t * c_prev + i_t * g_t  # (N, H)
    o_t = sigmoid(a_t[:, 3 * H : 4 * H] + c_t * p[2])  # after c_t: it looks at it
    tanh_c = np.tanh(c_t)
    h_t = o_t * tanh_c
    cache = PeepholeLSTMCellCache(
        x_t, h_prev, c_prev, W_x, W_h, p, i_t, f_t, g_t, o_t, c_t, tanh_c
    )
    return h_t, c_t, cache
    ### END SOLUTION


@exercise("variants")
def peephole_lstm_cell_backward(dh_t, dc_next, cache):
    """Carry the gradient of a loss backward through one step with peepholes.

    The memory c_t reaches the loss in three ways: through ``tanh(c_t)``, through the
    output gate that looks at it, and through the next step. The old memory c_prev is
    used three times as well: it is kept, and two gates look at it.

    Parameters
    ----------
    dh_t : ndarray of shape (N, H)
        Gradient of the loss with respect to h_t, from all that uses it.
    dc_next : ndarray of shape (N, H)
        Gradient with respect to c_t that arrives from step t + 1 (zeros at the last
        step). Inputs are not modified.
    cache : PeepholeLSTMCellCache
        What `peephole_lstm_cell_forward` returned for this step.

    Returns
    -------
    dx_t : ndarray of shape (N, D)
        Gradient with respect to the input.
    dh_prev : ndarray of shape (N, H)
        Gradient with respect to the hidden state of step t - 1.
    dc_prev : ndarray of shape (N, H)
        Gradient with respect to the memory of step t - 1.
    dW_x : ndarray of shape (D, 4H)
        Gradient with respect to the input weights, summed over the batch.
    dW_h : ndarray of shape (H, 4H)
        Gradient with respect to the recurrent weights.
    db : ndarray of shape (4H,)
        Gradient with respect to the biases.
    dp : ndarray of shape (3, H)
        Gradient with respect to the peephole weights.

    References
    ----------
    .. [1] Gers, Schraudolph, Schmidhuber (2002), "Learning precise timing with LSTM
       recurrent networks", JMLR 3. Chapter: book/variants.

    Examples
    --------
    >>> zeros = np.zeros
    >>> h_t, c_t, cache = peephole_lstm_cell_forward(
    ...     zeros((2, 3)), zeros((2, 4)), zeros((2, 4)),
    ...     zeros((3, 16)), zeros((4, 16)), zeros(16), zeros((3, 4)))
    >>> peephole_lstm_cell_backward(zeros((2, 4)), np.ones((2, 4)), cache)[2][0]
    array([0.5, 0.5, 0.5, 0.5])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    x_t, h_prev, c_prev, W_x, W_h, p, i_t, f_t, g_t, o_t, c_t, tanh_c = cache
    da_o = dh_t * tanh_c * o_t * (1 - o_t)
    # all three ways of c_t: through tanh, through the output gate, and onward
    dc_t = dc_next + dh_t * o_t * (1 - tanh_c**2) + da_o * p[2]
    da_i = dc_t * g_t * i_t * (1 - i_t)
    da_f = dc_t * c_prev * f_t * (1 - f_t)
    da_g = dc_t * i_t * (1 - g_t**2)
    dc_prev = dc_t * f_t + da_i * p[0] + da_f * p[1]
    da_t = np.concatenate([da_i, da_f, da_g, da_o], axis=1)  # (N, 4H)
    dx_t, dh_prev = da_t @ W_x.T, da_t @ W_h.T
    dW_x, dW_h = x_t.T @ da_t, h_prev.T @ da_t
    db = da_t.sum(axis=0)
    # each peephole weight belongs to one unit and serves all N rows
    dp = np.stack([da_i * c_prev, da_f * c_prev, da_o * c_t]).sum(axis=1)
    return dx_t, dh_prev, dc_prev, dW_x, dW_h, db, dp
    ### END SOLUTION
