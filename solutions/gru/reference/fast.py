"""Chapter 5, a fast layer: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise
from rnn_core.records import GRUCache


@exercise("gru")
def gru_layer_forward(x, h_0, W_x, W_h, b):
    """Run a GRU layer over a sequence, fast.

    The same results as `gru_forward`. The inputs are projected in one product before
    the loop. Two products a step remain: the candidate's must wait for the reset gate.

    Parameters
    ----------
    x : ndarray of shape (T, N, D)
        Inputs, time first. Inputs are not modified.
    h_0 : ndarray of shape (N, H)
        State before the first step.
    W_x : ndarray of shape (D, 3H)
        Input weights, columns in three blocks r, z, n.
    W_h : ndarray of shape (H, 3H)
        Recurrent weights, in the same blocks.
    b : ndarray of shape (3H,)
        Biases, in the same blocks.

    Returns
    -------
    h : ndarray of shape (T, N, H)
        State after each step.
    cache : GRUCache
        As that of `gru_forward`.

    References
    ----------
    .. [1] Appleyard, Kocisky, Blunsom (2016), "Optimizing performance of recurrent
       neural networks on GPUs", arXiv 1604.01946. Chapter: book/gru.

    Examples
    --------
    >>> zeros = np.zeros
    >>> h, cache = gru_layer_forward(
    ...     zeros((5, 2, 3)), np.ones((2, 4)),
    ...     zeros((3, 12)), zeros((4, 12)), zeros(12))
    >>> float(h[-1, 0, 0])
    0.03125
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    (T, N, D), H = x.shape, h_0.shape[1]
    # sigmoid(a) = (1 + tanh(a / 2)) / 2, so halve the gates' rows and use tanh for all
    half = np.array([0.5, 0.5, 1], dtype=x.dtype)[:, None, None]
    a_x = (x.reshape(T * N, D) @ W_x + b).reshape(T, N, 3, H).swapaxes(1, 2)
    # each gate in one contiguous block: strided slices cost more than the arithmetic
    gates = np.multiply(a_x, half, order="C")  # (T, 3, N, H)
    blocks = np.multiply(W_h.reshape(H, 3, H).swapaxes(0, 1), half, order="C")
    h = np.empty((T, N, H), gates.dtype)
    recurrent, passed = np.empty_like(gates[0, :2]), np.empty_like(h[0])
    h_t = h_0
    for t in range(T):
        a_t = gates[t]  # (3, N, H), overwritten by the gates' values
        opened = a_t[:2]
        opened += np.matmul(h_t, blocks[:2], out=recurrent)
        np.tanh(opened, out=opened)
        opened *= 0.5
        opened += 0.5
        np.multiply(opened[0], h_t, out=passed)
        a_t[2] += np.matmul(passed, blocks[2], out=recurrent[0])
        np.tanh(a_t[2], out=a_t[2])
        moved = np.subtract(a_t[2], h_t, out=h[t])  # h_prev + z * (n - h_prev)
        moved *= opened[1]
        moved += h_t
        h_t = h[t]
    r, z, n = gates.swapaxes(0, 1)
    return h, GRUCache(x, h_0, W_x, W_h, r, z, n, h)
    ### END SOLUTION


@exercise("gru")
def gru_layer_backward(dh, cache):
    """Carry the gradient back through a GRU layer, fast.

    The same results as `gru_backward`. The slopes of all steps are taken before the
    loop, the loop carries only the gradient of the state, and the gradients of inputs
    and weights are one product each after it.

    Parameters
    ----------
    dh : ndarray of shape (T, N, H)
        Gradient of the loss with respect to each state, from outside the layer. Not
        modified.
    cache : GRUCache
        What the forward pass returned.

    Returns
    -------
    dx : ndarray of shape (T, N, D)
        Gradient with respect to the inputs.
    dh_0 : ndarray of shape (N, H)
        Gradient with respect to the initial state.
    dW_x : ndarray of shape (D, 3H)
        Gradient of the input weights, summed over steps and batch.
    dW_h : ndarray of shape (H, 3H)
        Gradient of the recurrent weights.
    db : ndarray of shape (3H,)
        Gradient of the biases.

    References
    ----------
    .. [1] Appleyard, Kocisky, Blunsom (2016), "Optimizing performance of recurrent
       neural networks on GPUs", arXiv 1604.01946. Chapter: book/gru.

    Examples
    --------
    >>> zeros = np.zeros
    >>> _, cache = gru_layer_forward(
    ...     zeros((3, 1, 2)), np.ones((1, 1)),
    ...     zeros((2, 3)), zeros((1, 3)), zeros(3))
    >>> arriving = np.array([0.0, 0.0, 1.0]).reshape(3, 1, 1)
    >>> float(gru_layer_backward(arriving, cache)[1][0, 0])
    0.125
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    x, h_0, W_x, W_h, r, z, n, h = cache
    T, N, H = h.shape
    h_prev = np.concatenate([h_0[None], h[:-1]])  # what each step started from
    # what one unit of the gradient that arrives does to each pre-activation, all steps
    da = np.empty((T, N, 3, H), dtype=h.dtype)
    da[:, :, 0] = h_prev * r * (1 - r)  # arrives at r_t * h_prev
    da[:, :, 1] = (n - h_prev) * z * (1 - z)  # at h_t
    da[:, :, 2] = z * (1 - n**2)  # at h_t
    keeps = 1 - z
    W_gates_T = np.ascontiguousarray(W_h[:, : 2 * H].T)  # read once a step
    W_hn_T = np.ascontiguousarray(W_h[:, 2 * H :].T)
    dh_next = np.zeros_like(h_0)
    for t in reversed(range(T)):
        dh_t = dh[t] + dh_next
        da[t, :, 1:] *= dh_t[:, None]
        dreset = da[t, :, 2] @ W_hn_T
        da[t, :, 0] *= dreset
        through_gates = da[t].reshape(N, 3 * H)[:, : 2 * H] @ W_gates_T
        dh_next = dh_t * keeps[t] + dreset * r[t] + through_gates
    rows = da.reshape(T * N, 3 * H)  # steps and batch add up alike
    old, passed = (array.reshape(T * N, H) for array in (h_prev, r * h_prev))
    dx = (rows @ W_x.T).reshape(x.shape)
    dW_x = x.reshape(T * N, -1).T @ rows
    dW_h = np.hstack([old.T @ rows[:, : 2 * H], passed.T @ rows[:, 2 * H :]])
    return dx, dh_next, dW_x, dW_h, rows.sum(axis=0)
    ### END SOLUTION
