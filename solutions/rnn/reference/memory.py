"""Chapter 2, why order needs memory: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise


@exercise("rnn")
def store_neuron(x, store_0, W_xh, W_hh, W_hy):
    """Run a linear network whose hidden units are copied into a store at each step.

    The hidden units add what comes from the input and from the store; they go to the
    outputs and replace the content of the store. There is no bias and no squashing.

    Parameters
    ----------
    x : ndarray of shape (T, D)
        Inputs of one sequence. Not modified.
    store_0 : ndarray of shape (H,)
        What the store holds before the first step.
    W_xh, W_hh, W_hy : ndarray of shape (D, H), (H, H), (H, V)
        Weights from the input, from the store, and to the outputs.

    Returns
    -------
    y : ndarray of shape (T, V)
        Outputs of every step.
    store : ndarray of shape (T, H)
        What the store holds after every step.

    References
    ----------
    .. [1] Elman (1990), "Finding structure in time", Cognitive Science 14(2),
       doi:10.1207/s15516709cog1402_1. Chapter: book/rnn.

    Examples
    --------
    >>> x, ones = np.array([[1.0, 1.0], [2.0, 0.0]]), np.ones((2, 2))
    >>> y, store = store_neuron(x, np.zeros(2), ones, ones, ones)
    >>> y.tolist()
    [[4.0, 4.0], [12.0, 12.0]]
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    h, steps = store_0, []
    for x_t in x:
        h = x_t @ W_xh + h @ W_hh  # (H,)
        steps.append(h)
    store = np.stack(steps)
    return store @ W_hy, store
    ### END SOLUTION


@exercise("rnn")
def stack_weights(x_t, h_prev, W_xh, W_hh):
    """Put two products into one: stack the weights, and join what they act on.

    ``joined @ stacked`` equals ``h_prev @ W_hh + x_t @ W_xh``: the state comes first,
    as in [h, x], so its weights are the upper rows.

    Parameters
    ----------
    x_t : ndarray of shape (N, D)
        Input at step t.
    h_prev : ndarray of shape (N, H)
        Hidden state after step t - 1. Inputs are not modified.
    W_xh, W_hh : ndarray of shape (D, H), (H, H)
        Weights from the input, weights from the previous hidden state.

    Returns
    -------
    joined : ndarray of shape (N, H + D)
        State and input of each sequence side by side.
    stacked : ndarray of shape (H + D, H)
        Recurrent weights above input weights.

    References
    ----------
    .. [1] Goodfellow et al. (2016), "Deep Learning", section 10.2. Chapter: book/rnn.

    Examples
    --------
    >>> x_t, h_prev = np.ones((2, 3)), np.zeros((2, 4))
    >>> joined, stacked = stack_weights(x_t, h_prev, np.ones((3, 4)), np.zeros((4, 4)))
    >>> joined[0]
    array([0., 0., 0., 0., 1., 1., 1.])
    >>> stacked.shape
    (7, 4)
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    joined = np.concatenate([h_prev, x_t], axis=1)
    stacked = np.concatenate([W_hh, W_xh], axis=0)
    return joined, stacked
    ### END SOLUTION
