"""Chapter 5, the cell: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise
from rnn_core.functions import sigmoid
from rnn_core.records import GRUCellCache


@exercise("gru")
def coupled_lstm_cell_forward(x_t, h_prev, c_prev, W_x, W_h, b):
    """Advance an LSTM whose input gate is tied to its forget gate by one time step.

    What is forgotten makes room for what is written: the input gate is
    ``1 - f_t``, so ``c_t = f_t * c_prev + (1 - f_t) * g_t``, a mixture. Three
    transforms are left, in the order f, g, o.

    Parameters
    ----------
    x_t : ndarray of shape (N, D)
        Input at step t: N sequences, D features each.
    h_prev : ndarray of shape (N, H)
        Hidden state after step t - 1. Inputs are not modified.
    c_prev : ndarray of shape (N, H)
        Memory after step t - 1.
    W_x : ndarray of shape (D, 3H)
        Input weights, columns in three blocks f, g, o.
    W_h : ndarray of shape (H, 3H)
        Recurrent weights, in the same blocks.
    b : ndarray of shape (3H,)
        Biases, in the same blocks.

    Returns
    -------
    h_t : ndarray of shape (N, H)
        Hidden state after step t.
    c_t : ndarray of shape (N, H)
        Memory after step t, between its old value and the candidate.

    References
    ----------
    .. [1] Greff et al. (2017), "LSTM: a search space odyssey", the variant CIFG.
       Chapter: book/gru.

    Examples
    --------
    >>> zeros = np.zeros
    >>> h_t, c_t = coupled_lstm_cell_forward(
    ...     zeros((2, 3)), zeros((2, 4)), np.ones((2, 4)),
    ...     zeros((3, 12)), zeros((4, 12)), zeros(12))
    >>> float(c_t[0, 0])  # half of the 1, and half of a candidate of 0
    0.5
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    H = h_prev.shape[1]
    a_t = x_t @ W_x + h_prev @ W_h + b  # (N, 3H)
    f_t = sigmoid(a_t[:, 0 * H : 1 * H])
    g_t = np.tanh(a_t[:, 1 * H : 2 * H])
    o_t = sigmoid(a_t[:, 2 * H : 3 * H])
    c_t = f_t * c_prev + (1 - f_t) * g_t
    return o_t * np.tanh(c_t), c_t
    ### END SOLUTION


@exercise("gru")
def gru_cell_forward(x_t, h_prev, W_x, W_h, b):
    """Advance a GRU layer by one time step.

    The reset gate r_t and the update gate z_t read the input and the old state. The
    candidate reads the input and what the reset gate lets by of the old state,
    ``n_t = tanh(x_t @ W_xn + (r_t * h_prev) @ W_hn + b_n)``. The new state is a
    mixture, ``h_t = (1 - z_t) * h_prev + z_t * n_t``.

    Parameters
    ----------
    x_t : ndarray of shape (N, D)
        Input at step t: N sequences, D features each.
    h_prev : ndarray of shape (N, H)
        State after step t - 1. Inputs are not modified.
    W_x : ndarray of shape (D, 3H)
        Input weights, columns in three blocks r, z, n.
    W_h : ndarray of shape (H, 3H)
        Recurrent weights, in the same blocks.
    b : ndarray of shape (3H,)
        Biases, in the same blocks.

    Returns
    -------
    h_t : ndarray of shape (N, H)
        State after step t: between h_prev and the candidate, entry by entry.
    cache : GRUCellCache
        ``(x_t, h_prev, W_x, W_h, r_t, z_t, n_t)``: what `gru_cell_backward` needs.

    References
    ----------
    .. [1] Cho et al. (2014), "Learning phrase representations using RNN
       encoder-decoder for statistical machine translation".
    .. [2] Chung et al. (2014), "Empirical evaluation of gated recurrent neural
       networks on sequence modeling", section 3.2, with z on this side.
       Chapter: book/gru.

    Examples
    --------
    >>> zeros = np.zeros
    >>> h_t, cache = gru_cell_forward(
    ...     zeros((2, 3)), np.ones((2, 4)),
    ...     zeros((3, 12)), zeros((4, 12)), zeros(12))
    >>> float(h_t[0, 0]), h_t.shape  # half of the 1, and half of a candidate of 0
    (0.5, (2, 4))
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    H = h_prev.shape[1]
    a_t = x_t @ W_x + b  # (N, 3H), the input's part of all three
    gates = sigmoid(a_t[:, : 2 * H] + h_prev @ W_h[:, : 2 * H])  # (N, 2H)
    r_t, z_t = gates[:, :H], gates[:, H:]
    n_t = np.tanh(a_t[:, 2 * H :] + (r_t * h_prev) @ W_h[:, 2 * H :])
    h_t = (1 - z_t) * h_prev + z_t * n_t
    return h_t, GRUCellCache(x_t, h_prev, W_x, W_h, r_t, z_t, n_t)
    ### END SOLUTION


@exercise("gru")
def gru_cell_backward(dh_t, cache):
    """Carry the gradient of a loss backward through one GRU step.

    The old state was used four times: mixed into h_t, by both gates, and through the
    reset gate by the candidate. ``dh_prev`` is the sum of what comes back.

    Parameters
    ----------
    dh_t : ndarray of shape (N, H)
        Gradient of the loss with respect to h_t, from all that uses it. Not modified.
    cache : GRUCellCache
        What `gru_cell_forward` returned for this step.

    Returns
    -------
    dx_t : ndarray of shape (N, D)
        Gradient with respect to the input.
    dh_prev : ndarray of shape (N, H)
        Gradient that leaves for the state of step t - 1.
    dW_x : ndarray of shape (D, 3H)
        Gradient of the input weights, blocks r, z, n, summed over the batch.
    dW_h : ndarray of shape (H, 3H)
        Gradient of the recurrent weights.
    db : ndarray of shape (3H,)
        Gradient of the biases.

    References
    ----------
    .. [1] Cho et al. (2014), "Learning phrase representations using RNN
       encoder-decoder for statistical machine translation". Chapter: book/gru.

    Examples
    --------
    >>> zeros = np.zeros
    >>> _, cache = gru_cell_forward(
    ...     zeros((1, 3)), np.ones((1, 2)), zeros((3, 6)), zeros((2, 6)), zeros(6))
    >>> gradients = gru_cell_backward(np.ones((1, 2)), cache)
    >>> [g.shape for g in gradients]
    [(1, 3), (1, 2), (3, 6), (2, 6), (6,)]
    >>> gradients[1]  # half of the state was kept, so half of the gradient passes
    array([[0.5, 0.5]])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    x_t, h_prev, W_x, W_h, r_t, z_t, n_t = cache
    H = h_prev.shape[1]
    dn_t = dh_t * z_t
    dz_t = dh_t * (n_t - h_prev)
    da_n = dn_t * (1 - n_t**2)
    dreset = da_n @ W_h[:, 2 * H :].T  # of r_t * h_prev, which the candidate read
    dr_t = dreset * h_prev
    da_r = dr_t * r_t * (1 - r_t)
    da_z = dz_t * z_t * (1 - z_t)
    da_gates = np.concatenate([da_r, da_z], axis=1)  # (N, 2H)
    da_t = np.concatenate([da_gates, da_n], axis=1)  # (N, 3H)
    dx_t = da_t @ W_x.T
    dh_prev = dh_t * (1 - z_t) + dreset * r_t + da_gates @ W_h[:, : 2 * H].T
    dW_x = x_t.T @ da_t  # the product sums over the batch
    dW_h = np.concatenate([h_prev.T @ da_gates, (r_t * h_prev).T @ da_n], axis=1)
    db = da_t.sum(axis=0)
    return dx_t, dh_prev, dW_x, dW_h, db
    ### END SOLUTION
