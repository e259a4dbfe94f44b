"""Chapter 4, the cell: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise
from rnn_core.functions import sigmoid
from rnn_core.records import LSTMCellCache


@exercise("lstm")
def memory_cell(z, z_i, z_f, z_o, c_prev):
    """Advance one memory cell with three gates by one time step.

    Each gate opens as far as a sigmoid says: the input gate lets `z` in, the forget
    gate keeps the old memory (open means *remember*), the output gate lets the new
    memory out. The value itself is not squashed here (g and h are the identity).

    Parameters
    ----------
    z : float or ndarray
        The value that wants in.
    z_i, z_f, z_o : float or ndarray
        What drives the input, the forget and the output gate, before the sigmoid.
    c_prev : float or ndarray
        The memory after the step before. Arrays have one common shape; inputs are
        not modified.

    Returns
    -------
    a : float or ndarray
        What the cell lets out.
    c : float or ndarray
        The new memory.

    References
    ----------
    .. [1] Gers, Schmidhuber, Cummins (2000), "Learning to forget".
       Chapter: book/lstm.

    Examples
    --------
    >>> a, c = memory_cell(3.0, 100.0, 100.0, -100.0, 4.0)
    >>> round(float(a), 6), round(float(c), 6)
    (0.0, 7.0)
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    c = sigmoid(z_i) * z + sigmoid(z_f) * c_prev
    a = sigmoid(z_o) * c
    return a, c
    ### END SOLUTION


@exercise("lstm")
def lstm_cell_forward(x_t, h_prev, c_prev, W_x, W_h, b):
    """Advance an LSTM layer by one time step.

    One product with each fused matrix gives the four pre-activations, in the order
    i, f, g, o; then ``c_t = f_t * c_prev + i_t * g_t`` and
    ``h_t = o_t * tanh(c_t)``. Gates use the sigmoid, the candidate g uses tanh.

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

    Returns
    -------
    h_t : ndarray of shape (N, H)
        Hidden state after step t, each entry in (-1, 1).
    c_t : ndarray of shape (N, H)
        Memory after step t.
    cache : LSTMCellCache
        ``(x_t, h_prev, c_prev, W_x, W_h, i_t, f_t, g_t, o_t, tanh_c)``: what
        `lstm_cell_backward` needs, where ``tanh_c`` is ``tanh(c_t)``.

    References
    ----------
    .. [1] Hochreiter, Schmidhuber (1997), "Long short-term memory".
    .. [2] Gers, Schmidhuber, Cummins (2000), "Learning to forget".
       Chapter: book/lstm.

    Examples
    --------
    >>> zeros = np.zeros
    >>> h_t, c_t, cache = lstm_cell_forward(
    ...     zeros((2, 3)), zeros((2, 4)), np.ones((2, 4)),
    ...     zeros((3, 16)), zeros((4, 16)), zeros(16))
    >>> float(c_t[0, 0]), h_t.shape
    (0.5, (2, 4))
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    H = h_prev.shape[1]
    a_t = x_t @ W_x + h_prev @ W_h + b  # (N, 4H)
    i_t = sigmoid(a_t[:, 0 * H : 1 * H])
    f_t = sigmoid(a_t[:, 1 * H : 2 * H])
    g_t = np.tanh(a_t[:, 2 * H : 3 * H])
    o_t = sigmoid(a_t[:, 3 * H : 4 * H])
    c_t = f_t * c_prev + i_t * g_t  # (N, H)
    tanh_c = np.tanh(c_t)
    h_t = o_t * tanh_c
    cache = LSTMCellCache(x_t, h_prev, c_prev, W_x, W_h, i_t, f_t, g_t, o_t, tanh_c)
    return h_t, c_t, cache
    ### END SOLUTION


@exercise("lstm")
def lstm_cell_backward(dh_t, dc_next, cache):
    """Carry the gradient of a loss backward through one LSTM step.

    The memory c_t reaches the loss in two ways: through ``h_t`` of this step and
    through the memory of the next one. Both gradients meet in
    ``dc_t = dc_next + dh_t * o_t * (1 - tanh_c**2)``, and everything before it uses
    this total.

    Parameters
    ----------
    dh_t : ndarray of shape (N, H)
        Gradient of the loss with respect to h_t, from all that uses it.
    dc_next : ndarray of shape (N, H)
        Gradient with respect to c_t that arrives from step t + 1 (zeros at the last
        step). Inputs are not modified.
    cache : LSTMCellCache
        What `lstm_cell_forward` returned for this step.

    Returns
    -------
    dx_t : ndarray of shape (N, D)
        Gradient with respect to the input.
    dh_prev : ndarray of shape (N, H)
        Gradient that leaves for h of step t - 1.
    dc_prev : ndarray of shape (N, H)
        Gradient that leaves for the memory of step t - 1.
    dW_x : ndarray of shape (D, 4H)
        Gradient of the input weights, blocks i, f, g, o, summed over the batch.
    dW_h : ndarray of shape (H, 4H)
        Gradient of the recurrent weights.
    db : ndarray of shape (4H,)
        Gradient of the biases.

    References
    ----------
    .. [1] Greff et al. (2017), "LSTM: a search space odyssey", appendix A, without
       peepholes. Chapter: book/lstm.

    Examples
    --------
    >>> zeros = np.zeros
    >>> _, _, cache = lstm_cell_forward(
    ...     zeros((1, 3)), zeros((1, 2)), np.ones((1, 2)),
    ...     zeros((3, 8)), zeros((2, 8)), zeros(8))
    >>> gradients = lstm_cell_backward(zeros((1, 2)), np.ones((1, 2)), cache)
    >>> [g.shape for g in gradients]
    [(1, 3), (1, 2), (1, 2), (3, 8), (2, 8), (8,)]
    >>> gradients[2]  # half of the memory was kept, so half of the gradient passes
    array([[0.5, 0.5]])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    x_t, h_prev, c_prev, W_x, W_h, i_t, f_t, g_t, o_t, tanh_c = cache
    do_t = dh_t * tanh_c
    dc_t = dc_next + dh_t * o_t * (1 - tanh_c**2)  # the total: both ways at once
    di_t = dc_t * g_t
    df_t = dc_t * c_prev
    dg_t = dc_t * i_t
    da_t = np.concatenate(
        [
            di_t * i_t * (1 - i_t),
            df_t * f_t * (1 - f_t),
            dg_t * (1 - g_t**2),
            do_t * o_t * (1 - o_t),
        ],
        axis=1,
    )  # (N, 4H)
    dx_t = da_t @ W_x.T
    dh_prev = da_t @ W_h.T
    dc_prev = dc_t * f_t
    dW_x = x_t.T @ da_t  # the product sums over the batch
    dW_h = h_prev.T @ da_t
    db = da_t.sum(axis=0)
    return dx_t, dh_prev, dc_prev, dW_x, dW_h, db
    ### END SOLUTION
