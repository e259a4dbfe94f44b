"""Chapter 5, the layer: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise
from rnn_core.records import GRUCache, GRUCellCache
from solutions.gru.reference.cell import gru_cell_backward, gru_cell_forward


@exercise("gru", uses=("gru_cell_forward",))
def gru_forward(x, h_0, W_x, W_h, b):
    """Run a GRU layer over a whole sequence.

    Calls `gru_cell_forward` once for each step and stacks what the steps return.

    Parameters
    ----------
    x : ndarray of shape (T, N, D)
        Inputs, time first: ``x[t]`` is one step of the whole batch.
    h_0 : ndarray of shape (N, H)
        State before the first step. Inputs are not modified.
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
        What `gru_backward` needs: the steps' arrays stacked along time.

    References
    ----------
    .. [1] Cho et al. (2014), "Learning phrase representations using RNN
       encoder-decoder for statistical machine translation". Chapter: book/gru.

    Examples
    --------
    >>> zeros = np.zeros
    >>> h, cache = gru_forward(
    ...     zeros((5, 2, 3)), np.ones((2, 4)),
    ...     zeros((3, 12)), zeros((4, 12)), zeros(12))
    >>> float(h[-1, 0, 0])  # the update gate halves the state five times
    0.03125
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    h_t, steps = h_0, []
    for x_t in x:
        h_t, step = gru_cell_forward(x_t, h_t, W_x, W_h, b)
        steps.append((step.r_t, step.z_t, step.n_t, h_t))
    r, z, n, h = (np.stack(arrays) for arrays in zip(*steps, strict=True))
    return h, GRUCache(x, h_0, W_x, W_h, r, z, n, h)
    ### END SOLUTION


@exercise("gru", uses=("gru_cell_backward",))
def gru_backward(dh, cache):
    """Carry the gradient of a loss backward through a whole GRU sequence.

    Walks from the last step to the first. The gradient of h at step t is what arrives
    from outside, ``dh[t]``, plus what step t + 1 sends back.

    Parameters
    ----------
    dh : ndarray of shape (T, N, H)
        Gradient of the loss with respect to each state, from outside the layer. Not
        modified.
    cache : GRUCache
        What `gru_forward` returned.

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
    .. [1] Werbos (1990), "Backpropagation through time: what it does and how to do
       it". Chapter: book/gru.

    Examples
    --------
    >>> zeros = np.zeros
    >>> _, cache = gru_forward(
    ...     zeros((3, 1, 2)), np.ones((1, 1)),
    ...     zeros((2, 3)), zeros((1, 3)), zeros(3))
    >>> gradients = gru_backward(np.array([0.0, 0.0, 1.0]).reshape(3, 1, 1), cache)
    >>> float(gradients[1][0, 0])  # a half for each of three steps
    0.125
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    x, h_0, W_x, W_h, r, z, n, h = cache
    h_prev = np.concatenate([h_0[None], h[:-1]])  # what each step started from
    dh_next, dx = np.zeros_like(h_0), np.empty_like(x)
    dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros_like(W_x[0])
    for t in reversed(range(len(x))):
        step = GRUCellCache(x[t], h_prev[t], W_x, W_h, r[t], z[t], n[t])
        gradients = gru_cell_backward(dh[t] + dh_next, step)
        dx[t], dh_next = gradients[:2]
        # the same weights serve every step, so their gradients add up
        dW_x, dW_h, db = dW_x + gradients[2], dW_h + gradients[3], db + gradients[4]
    return dx, dh_next, dW_x, dW_h, db
    ### END SOLUTION
