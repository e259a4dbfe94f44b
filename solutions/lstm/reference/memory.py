"""Chapter 4, why gradients survive: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise
from rnn_core.functions import sigmoid


@exercise("lstm")
def cell_state_gradient(f, h, w):
    """Compare how far a gradient reaches through a kept and an overwritten memory.

    A memory cell *adds*: c_t holds ``f_t * c_prev``, so along the memory alone the
    gradient of the last c with respect to c_t is the product of the forget gates after
    step t. A plain unit *overwrites*: ``h_t = tanh(w * h_prev + …)``, and each step
    multiplies by ``w * (1 - h_t**2)`` instead.

    Parameters
    ----------
    f : ndarray of shape (T, H)
        Forget gates of T steps.
    h : ndarray of shape (T, H)
        States of the plain units after each step. Inputs are not modified.
    w : ndarray of shape (H,)
        Self-weight of each plain unit.

    Returns
    -------
    kept : ndarray of shape (T, H)
        Gradient of the last memory with respect to the memory after each step; the
        last row is 1.
    overwritten : ndarray of shape (T, H)
        The same for the plain units.

    References
    ----------
    .. [1] Hochreiter, Schmidhuber (1997), "Long short-term memory", section 3.
    .. [2] Gers, Schmidhuber, Cummins (2000), "Learning to forget".
       Chapter: book/lstm.

    Examples
    --------
    >>> f, h, w = np.full((3, 1), 0.5), np.zeros((3, 1)), np.array([2.0])
    >>> kept, overwritten = cell_state_gradient(f, h, w)
    >>> kept[:, 0], overwritten[:, 0]
    (array([0.25, 0.5 , 1.  ]), array([4., 2., 1.]))
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    slope = w * (1 - h**2)  # (T, H)
    kept, overwritten = np.ones_like(f), np.ones_like(f)
    for t in reversed(range(len(f) - 1)):
        kept[t] = kept[t + 1] * f[t + 1]
        overwritten[t] = overwritten[t + 1] * slope[t + 1]
    return kept, overwritten
    ### END SOLUTION


@exercise("lstm")
def count_gradient_paths(T):
    """Count the ways on which a gradient reaches the forget gate's weight.

    The graph, at the granularity of single gates: c_t is made from c_{t-1} and from
    the gates i_t, f_t and g_t; h_t is made from c_t and from the gate o_t; every gate
    reads h_{t-1}; f_t also reads the weight. Nothing comes before step 1: c_0 and h_0
    are constants.

    Parameters
    ----------
    T : int
        Number of steps, at least 1.

    Returns
    -------
    from_c : ndarray of int, of shape (T,)
        Number of paths from c_1, …, c_T to the weight.
    from_h : ndarray of int, of shape (T,)
        Number of paths from h_1, …, h_T to the weight.

    References
    ----------
    .. [1] Goodfellow, Bengio, Courville (2016), "Deep Learning", section 6.5.2 (the
       number of paths grows exponentially). Chapter: book/lstm.

    Examples
    --------
    >>> from_c, from_h = count_gradient_paths(1)
    >>> from_c.tolist(), from_h.tolist()  # f_1 reads the weight; there is one path
    ([1], [1])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    from_c, from_h = np.zeros(T, dtype=int), np.zeros(T, dtype=int)
    c, h = 0, 0
    for t in range(T):
        c = c + 3 * h + 1  # through c_prev; through i, f, g to h_prev; f to the weight
        h = c + h  # through c_t; through o_t to h_prev
        from_c[t], from_h[t] = c, h
    return from_c, from_h
    ### END SOLUTION


@exercise("lstm")
def lstm_without_forget_gate(x_t, h_prev, c_prev, W_x, W_h, b):
    """Advance the LSTM of 1997, which had no forget gate, by one time step.

    The memory keeps everything: ``c_t = c_prev + i_t * g_t``. There are three blocks
    of weights, in the order i, g, o.

    Parameters
    ----------
    x_t : ndarray of shape (N, D)
        Input at step t: N sequences, D features each.
    h_prev : ndarray of shape (N, H)
        Hidden state after step t - 1. Inputs are not modified.
    c_prev : ndarray of shape (N, H)
        Memory after step t - 1.
    W_x : ndarray of shape (D, 3H)
        Input weights, columns in three blocks i, g, o.
    W_h : ndarray of shape (H, 3H)
        Recurrent weights, in the same blocks.
    b : ndarray of shape (3H,)
        Biases, in the same blocks.

    Returns
    -------
    h_t : ndarray of shape (N, H)
        Hidden state after step t.
    c_t : ndarray of shape (N, H)
        Memory after step t; it may grow without bound.

    References
    ----------
    .. [1] Hochreiter, Schmidhuber (1997), "Long short-term memory", Neural
       Computation 9(8). Chapter: book/lstm.

    Examples
    --------
    >>> zeros = np.zeros
    >>> h_t, c_t = lstm_without_forget_gate(
    ...     zeros((2, 3)), zeros((2, 4)), np.ones((2, 4)),
    ...     zeros((3, 12)), zeros((4, 12)), zeros(12))
    >>> float(c_t[0, 0])  # all of it stays
    1.0
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    H = h_prev.shape[1]
    a_t = x_t @ W_x + h_prev @ W_h + b  # (N, 3H)
    i_t = sigmoid(a_t[:, 0 * H : 1 * H])
    g_t = np.tanh(a_t[:, 1 * H : 2 * H])
    o_t = sigmoid(a_t[:, 2 * H : 3 * H])
    c_t = c_prev + i_t * g_t
    return o_t * np.tanh(c_t), c_t
    ### END SOLUTION


@exercise("lstm")
def parameter_count(cell, D, H, peepholes=False, biases=1):
    """Count the parameters of a recurrent layer, without an output layer.

    Parameters
    ----------
    cell : {"rnn", "lstm", "gru"}
        Kind of the layer: one, four or three transforms of input and state.
    D, H : int
        Number of inputs and of hidden units.
    peepholes : bool
        Whether the three gates of an LSTM also see the memory, each unit its own
        (one diagonal weight a unit and gate). Ignored for the other kinds.
    biases : int
        Bias vectors of each transform: 1 here, 2 in PyTorch.

    Returns
    -------
    count : int
        Number of parameters.

    References
    ----------
    .. [1] Greff et al. (2017), "LSTM: a search space odyssey". Chapter: book/lstm.

    Examples
    --------
    >>> parameter_count("rnn", 3, 4)
    32
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    transforms = {"rnn": 1, "lstm": 4, "gru": 3}[cell]
    count = transforms * (D * H + H * H + biases * H)
    if cell == "lstm" and peepholes:
        count += 3 * H  # i, f and o; a diagonal each
    return count
    ### END SOLUTION


@exercise("lstm")
def init_lstm(D, H, rng, forget_bias=1.0):
    """Draw the parameters with which the training of an LSTM layer begins.

    Both matrices are uniform between ``-1 / sqrt(H)`` and ``1 / sqrt(H)``; biases are
    0, but for the forget gate's, which are `forget_bias`: a positive one opens the
    gate, so that the layer remembers before it has learned what.

    Parameters
    ----------
    D, H : int
        Number of inputs and of hidden units.
    rng : numpy.random.Generator
        Where the numbers come from.
    forget_bias : float
        Bias of every forget gate.

    Returns
    -------
    W_x : ndarray of shape (D, 4H)
        Input weights, columns in four blocks i, f, g, o.
    W_h : ndarray of shape (H, 4H)
        Recurrent weights, in the same blocks.
    b : ndarray of shape (4H,)
        Biases, in the same blocks.

    References
    ----------
    .. [1] Gers, Schmidhuber, Cummins (2000), "Learning to forget".
    .. [2] Jozefowicz, Zaremba, Sutskever (2015), "An empirical exploration of
       recurrent network architectures". Chapter: book/lstm.

    Examples
    --------
    >>> W_x, W_h, b = init_lstm(3, 4, np.random.default_rng(0))
    >>> W_x.shape, W_h.shape, float(b.sum())
    ((3, 16), (4, 16), 4.0)
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    bound = 1 / np.sqrt(H)
    W_x = rng.uniform(-bound, bound, (D, 4 * H))
    W_h = rng.uniform(-bound, bound, (H, 4 * H))
    b = np.zeros(4 * H)
    b[H : 2 * H] = forget_bias
    return W_x, W_h, b
    ### END SOLUTION
