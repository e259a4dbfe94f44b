"""Chapter 5, the conventions: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise
from rnn_core.functions import sigmoid


@exercise("gru")
def gru_cell_forward_reset_after(x_t, h_prev, W_x, W_h, b, b_hn):
    """Advance a GRU whose reset gate acts after the product by one time step.

    Only the candidate differs from `gru_cell_forward`:
    ``n_t = tanh(x_t @ W_xn + b_n + r_t * (h_prev @ W_hn + b_hn))``. The state's part of
    it has a bias of its own, inside the reset gate's reach. Libraries compute this
    form, since one product with W_h serves all three blocks.

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
    b_hn : ndarray of shape (H,)
        Bias of the state's part of the candidate.

    Returns
    -------
    h_t : ndarray of shape (N, H)
        State after step t, ``(1 - z_t) * h_prev + z_t * n_t``.

    References
    ----------
    .. [1] PyTorch, the reference page of ``torch.nn.GRU``. Chapter: book/gru.

    Examples
    --------
    >>> zeros = np.zeros
    >>> h_t = gru_cell_forward_reset_after(
    ...     zeros((2, 3)), np.ones((2, 4)),
    ...     zeros((3, 12)), zeros((4, 12)), zeros(12), zeros(4))
    >>> float(h_t[0, 0])
    0.5
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    H = h_prev.shape[1]
    a_x = x_t @ W_x + b  # (N, 3H)
    a_h = h_prev @ W_h  # (N, 3H): one product for all three
    r_t = sigmoid(a_x[:, 0 * H : 1 * H] + a_h[:, 0 * H : 1 * H])
    z_t = sigmoid(a_x[:, 1 * H : 2 * H] + a_h[:, 1 * H : 2 * H])
    n_t = np.tanh(a_x[:, 2 * H :] + r_t * (a_h[:, 2 * H :] + b_hn))
    return (1 - z_t) * h_prev + z_t * n_t
    ### END SOLUTION


@exercise("gru")
def gru_to_torch(W_x, W_h, b, b_hn):
    """Write the parameters of a reset-after GRU as PyTorch's GRU wants them.

    PyTorch keeps weights transposed, in the same order r, z, n, and two biases for each
    block. Its update gate keeps (``z * h_prev + (1 - z) * n``), so everything that
    drives z changes its sign.

    Parameters
    ----------
    W_x : ndarray of shape (D, 3H)
        Input weights, columns in three blocks r, z, n. Inputs are not modified.
    W_h : ndarray of shape (H, 3H)
        Recurrent weights, in the same blocks.
    b : ndarray of shape (3H,)
        Biases, in the same blocks.
    b_hn : ndarray of shape (H,)
        Bias of the state's part of the candidate.

    Returns
    -------
    weight_ih : ndarray of shape (3H, D)
        PyTorch's ``weight_ih_l0``.
    weight_hh : ndarray of shape (3H, H)
        PyTorch's ``weight_hh_l0``.
    bias_ih : ndarray of shape (3H,)
        PyTorch's ``bias_ih_l0``: what `b` holds.
    bias_hh : ndarray of shape (3H,)
        PyTorch's ``bias_hh_l0``: zeros for r and z, `b_hn` for n.

    References
    ----------
    .. [1] PyTorch, the reference page of ``torch.nn.GRU``. Chapter: book/gru.

    Examples
    --------
    >>> W_x, W_h = np.array([[1.0, 2.0, 3.0]]), np.array([[4.0, 5.0, 6.0]])
    >>> b, b_hn = np.array([7.0, 8.0, 9.0]), np.array([10.0])
    >>> weight_ih, weight_hh, bias_ih, bias_hh = gru_to_torch(W_x, W_h, b, b_hn)
    >>> weight_ih[:, 0], bias_hh
    (array([ 1., -2.,  3.]), array([ 0.,  0., 10.]))
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    H = len(b_hn)
    sign = np.repeat([1.0, -1.0, 1.0], H)  # sigmoid(-a) is 1 - sigmoid(a)
    weight_ih = (W_x * sign).T
    weight_hh = (W_h * sign).T
    bias_ih = b * sign
    bias_hh = np.concatenate([np.zeros(2 * H), b_hn])
    return weight_ih, weight_hh, bias_ih, bias_hh
    ### END SOLUTION
