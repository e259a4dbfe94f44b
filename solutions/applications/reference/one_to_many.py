"""Chapter 7, one vector in, a sequence out: the exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise
from solutions.rnn.reference.layer import output_forward, rnn_cell_forward
from solutions.rnn.reference.text import one_hot


@exercise("applications", uses=("rnn_cell_forward", "output_forward", "one_hot"))
def one_to_many_forward(feature, steps, W_fh, b_f, W_xh, W_hh, b_h, W_hy, b_y):
    """Turn one vector for each sequence into a sequence of symbols.

    The vector sets the state before the first step, ``h_0 = tanh(feature @ W_fh +
    b_f)``, and is not seen again. At each step a tanh RNN reads the symbol that it
    chose one step before, as a one-hot vector; at the first step there is none, so it
    reads zeros. The symbol with the highest score is chosen.

    Parameters
    ----------
    feature : ndarray of shape (N, F)
        One vector for each of N sequences. Inputs are not modified.
    steps : int
        Number T of symbols to choose, at least 1.
    W_fh, b_f : ndarray of shape (F, H), (H,)
        Weights and bias from the vector to the first state.
    W_xh, W_hh, b_h : ndarray of shape (V, H), (H, H), (H,)
        Parameters of the RNN; its inputs are one-hot vectors of V symbols.
    W_hy, b_y : ndarray of shape (H, V), (V,)
        Weights and bias from the state to the scores.

    Returns
    -------
    y : ndarray of shape (T, N, V)
        Scores of all symbols at every step.
    k : ndarray of int, of shape (T, N)
        The symbols that were chosen.

    References
    ----------
    .. [1] Vinyals, Toshev, Bengio, Erhan (2015), "Show and tell: a neural image caption
       generator", arXiv:1411.4555. Chapter: book/applications.

    Examples
    --------
    >>> F, H, V = 2, 2, 2
    >>> turn = np.array([[0.0, 3.0], [3.0, 0.0]])  # each symbol calls for the other
    >>> weights = np.eye(F), np.zeros(H), turn, np.zeros((H, H)), np.zeros(H)
    >>> y, k = one_to_many_forward(np.eye(1, F), 4, *weights, np.eye(H), np.zeros(V))
    >>> y.shape, k[:, 0].tolist()
    ((4, 1, 2), [0, 1, 0, 1])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    V = len(b_y)
    h_t = np.tanh(feature @ W_fh + b_f)  # h_0: all that will be known of the vector
    x_t = np.zeros((len(feature), V))  # nothing has been chosen yet
    scores, chosen = [], []
    for _ in range(steps):
        h_t, _ = rnn_cell_forward(x_t, h_t, W_xh, W_hh, b_h)  # (N, H)
        y_t, _ = output_forward(h_t, W_hy, b_y)  # (N, V)
        k_t = y_t.argmax(axis=-1)  # each sequence has its own
        x_t = one_hot(k_t, V)
        scores.append(y_t)
        chosen.append(k_t)
    return np.stack(scores), np.stack(chosen)
    ### END SOLUTION
