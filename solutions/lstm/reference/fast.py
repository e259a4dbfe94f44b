"""Chapter 4, a fast layer: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise
from rnn_core.records import LSTMCache


@exercise("lstm")
def project_inputs(x, W_x, b):
    """Take every step's input through the input weights in one product.

    What the input adds to the pre-activations does not depend on the state, so it
    need not wait for the loop: one product of ``(T * N, D)`` with ``(D, 4H)`` does the
    work of T small ones.

    Parameters
    ----------
    x : ndarray of shape (T, N, D)
        Inputs, time first. Not modified.
    W_x : ndarray of shape (D, 4H)
        Input weights, columns in four blocks i, f, g, o.
    b : ndarray of shape (4H,)
        Biases, in the same blocks.

    Returns
    -------
    a_x : ndarray of shape (T, N, 4H)
        The input's part of each step's pre-activations, biases included.

    References
    ----------
    .. [1] Appleyard, Kocisky, Blunsom (2016), "Optimizing performance of recurrent
       neural networks on GPUs", arXiv 1604.01946. Chapter: book/lstm.

    Examples
    --------
    >>> project_inputs(np.ones((5, 2, 3)), np.ones((3, 16)), np.ones(16)).shape
    (5, 2, 16)
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    T, N, D = x.shape
    a_x = x.reshape(T * N, D) @ W_x + b
    return a_x.reshape(T, N, -1)
    ### END SOLUTION


@exercise("lstm")
def weight_gradients(x, h_0, h, da):
    """Add up the weights' gradients of all steps in one product after the loop.

    Each step contributes ``x_t.T @ da_t`` and ``h_prev.T @ da_t``. The sum over the
    steps is a product over T * N rows: steps and batch are added up alike.

    Parameters
    ----------
    x : ndarray of shape (T, N, D)
        Inputs, time first. Not modified.
    h_0 : ndarray of shape (N, H)
        Hidden state before the first step.
    h : ndarray of shape (T, N, H)
        Hidden state after each step.
    da : ndarray of shape (T, N, 4H)
        Gradient of each step's pre-activations.

    Returns
    -------
    dW_x : ndarray of shape (D, 4H)
        Gradient of the input weights.
    dW_h : ndarray of shape (H, 4H)
        Gradient of the recurrent weights.
    db : ndarray of shape (4H,)
        Gradient of the biases.

    References
    ----------
    .. [1] Appleyard, Kocisky, Blunsom (2016), "Optimizing performance of recurrent
       neural networks on GPUs", arXiv 1604.01946. Chapter: book/lstm.

    Examples
    --------
    >>> ones = np.ones
    >>> gradients = weight_gradients(
    ...     ones((5, 2, 3)), ones((2, 4)), ones((5, 2, 4)), ones((5, 2, 16)))
    >>> [g.shape for g in gradients], float(gradients[2][0])
    ([(3, 16), (4, 16), (16,)], 10.0)
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    rows = da.reshape(-1, da.shape[-1])  # (T * N, 4H)
    h_prev = np.concatenate([h_0[None], h[:-1]])  # what each step started from
    dW_x = x.reshape(len(rows), -1).T @ rows
    dW_h = h_prev.reshape(len(rows), -1).T @ rows
    return dW_x, dW_h, rows.sum(axis=0)
    ### END SOLUTION


@exercise("lstm", uses=("project_inputs",))
def lstm_layer_forward(x, h_0, c_0, W_x, W_h, b):
    """Run an LSTM layer over a sequence, fast.

    The same results as `lstm_forward`. The inputs are projected before the loop, and
    the loop keeps only what depends on the step before.

    Parameters
    ----------
    x : ndarray of shape (T, N, D)
        Inputs, time first. Inputs are not modified.
    h_0 : ndarray of shape (N, H)
        Hidden state before the first step.
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
        As that of `lstm_forward`.

    References
    ----------
    .. [1] Appleyard, Kocisky, Blunsom (2016), "Optimizing performance of recurrent
       neural networks on GPUs", arXiv 1604.01946. Chapter: book/lstm.

    Examples
    --------
    >>> zeros = np.zeros
    >>> h, c_T, cache = lstm_layer_forward(
    ...     zeros((5, 2, 3)), zeros((2, 4)), np.ones((2, 4)),
    ...     zeros((3, 16)), zeros((4, 16)), zeros(16))
    >>> float(c_T[0, 0])
    0.03125
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    (T, N, _), H = x.shape, h_0.shape[1]
    # sigmoid(a) = (1 + tanh(a / 2)) / 2, so halve the gates' rows and use tanh for all
    half = np.array([0.5, 0.5, 1, 0.5], dtype=x.dtype)[:, None, None]
    # each gate in one contiguous block: strided slices cost more than the arithmetic
    a_x = project_inputs(x, W_x, b).reshape(T, N, 4, H).swapaxes(1, 2)
    gates = np.multiply(a_x, half, order="C")  # (T, 4, N, H)
    blocks = np.multiply(W_h.reshape(H, 4, H).swapaxes(0, 1), half, order="C")
    h, c = np.empty((T, N, H), gates.dtype), np.empty((T, N, H), gates.dtype)
    tanh_c, recurrent = np.empty_like(h), np.empty_like(gates[0])
    h_t, c_t = h_0, c_0
    for t in range(T):
        a_t = gates[t]  # (4, N, H), overwritten by the gates' values
        a_t += np.matmul(h_t, blocks, out=recurrent)
        np.tanh(a_t, out=a_t)
        for gate in (a_t[:2], a_t[3]):
            gate *= 0.5
            gate += 0.5
        c_t = np.multiply(a_t[1], c_t, out=c[t])
        c_t += a_t[0] * a_t[2]
        np.tanh(c_t, out=tanh_c[t])
        h_t = np.multiply(a_t[3], tanh_c[t], out=h[t])
    i, f, g, o = gates.swapaxes(0, 1)
    return h, c[-1].copy(), LSTMCache(x, h_0, c_0, W_x, W_h, i, f, g, o, tanh_c, h, c)
    ### END SOLUTION


@exercise("lstm", uses=("weight_gradients",))
def lstm_layer_backward(dh, dc_T, cache):
    """Carry the gradient back through an LSTM layer, fast.

    The same results as `lstm_backward`. The loop carries only dh and dc; local
    derivatives are taken for all steps at once before it, and the weights' gradients
    after it.

    Parameters
    ----------
    dh : ndarray of shape (T, N, H)
        Gradient of the loss with respect to each hidden state, from outside the layer.
    dc_T : ndarray of shape (N, H)
        Gradient with respect to the last memory. Inputs are not modified.
    cache : LSTMCache
        What the forward pass returned.

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
    .. [1] Appleyard, Kocisky, Blunsom (2016), "Optimizing performance of recurrent
       neural networks on GPUs", arXiv 1604.01946. Chapter: book/lstm.

    Examples
    --------
    >>> zeros = np.zeros
    >>> _, _, cache = lstm_layer_forward(
    ...     zeros((3, 1, 2)), zeros((1, 1)), np.ones((1, 1)),
    ...     zeros((2, 4)), zeros((1, 4)), zeros(4))
    >>> gradients = lstm_layer_backward(zeros((3, 1, 1)), np.ones((1, 1)), cache)
    >>> float(gradients[2][0, 0])
    0.125
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    x, h_0, c_0, W_x, W_h, i, f, g, o, tanh_c, h, c = cache
    T, N, H = h.shape
    c_prev = np.concatenate([c_0[None], c[:-1]])
    through_h = o * (1 - tanh_c**2)
    # what one unit of dc_t (for o: of dh_t) does to each pre-activation, all steps
    da = np.empty((T, N, 4, H), dtype=h.dtype)
    da[:, :, 0] = g * i * (1 - i)
    da[:, :, 1] = c_prev * f * (1 - f)
    da[:, :, 2] = i * (1 - g**2)
    da[:, :, 3] = tanh_c * o * (1 - o)
    W_h_T = np.ascontiguousarray(W_h.T)  # read once a step
    dh_next, dc_next = np.zeros_like(h_0), dc_T
    for t in reversed(range(T)):
        dh_t = dh[t] + dh_next
        dc_t = dc_next + dh_t * through_h[t]
        da[t, :, :3] *= dc_t[:, None]
        da[t, :, 3] *= dh_t
        dh_next = da[t].reshape(N, 4 * H) @ W_h_T
        dc_next = dc_t * f[t]
    da = da.reshape(T, N, 4 * H)
    dx = (da.reshape(T * N, 4 * H) @ W_x.T).reshape(x.shape)
    return dx, dh_next, dc_next, *weight_gradients(x, h_0, h, da)
    ### END SOLUTION
