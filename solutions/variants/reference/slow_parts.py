"""Chapter 6, units with a slow pace: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise
from rnn_core.functions import sigmoid


@exercise("variants")
def clockwise_rnn_cell_forward(x_t, h_prev, t, W_xh, W_hh, b_h, periods):
    """Advance a clockwise RNN by one time step.

    Every unit has a period. At step t a unit is computed anew, as in a tanh RNN, if t
    is a multiple of its period; otherwise it keeps its state. A unit listens only to
    units whose period is at least as long as its own, so slow units never hear fast
    ones: all other entries of `W_hh` are taken for 0.

    Parameters
    ----------
    x_t : ndarray of shape (N, D)
        Input at step t: N sequences, D features each.
    h_prev : ndarray of shape (N, H)
        Hidden state after step t - 1. Inputs are not modified.
    t : int
        The step, counted from 0; at step 0 every unit is computed.
    W_xh : ndarray of shape (D, H)
        Weights from the input.
    W_hh : ndarray of shape (H, H)
        Recurrent weights, from the unit of the row to the unit of the column.
    b_h : ndarray of shape (H,)
        Biases.
    periods : ndarray of shape (H,)
        The period of each unit, whole numbers from 1, in any order.

    Returns
    -------
    h_t : ndarray of shape (N, H)
        Hidden state after step t.

    References
    ----------
    .. [1] Koutnik, Greff, Gomez, Schmidhuber (2014), "A clockwork RNN",
       arXiv 1402.3511. Chapter: book/variants.

    Examples
    --------
    >>> h_t = clockwise_rnn_cell_forward(
    ...     np.zeros((1, 1)), np.array([[0.5, 0.5]]), 1, np.zeros((1, 2)),
    ...     np.zeros((2, 2)), np.zeros(2), np.array([1, 2]))
    >>> h_t
    array([[0. , 0.5]])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    heard = periods[:, None] >= periods  # (H, H): row speaks, column listens
    fresh = np.tanh(x_t @ W_xh + h_prev @ (W_hh * heard) + b_h)
    return np.where(t % periods == 0, fresh, h_prev)  # (N, H)
    ### END SOLUTION


@exercise("variants")
def scrn_cell_forward(x_t, s_prev, h_prev, W_xs, W_xh, W_sh, W_hh, alpha=0.95):
    """Advance a structurally constrained recurrent network by one time step.

    The slow units only average: ``s_t = (1 - alpha) * x_t @ W_xs + alpha * s_prev``.
    The others see them as they now are:
    ``h_t = sigmoid(s_t @ W_sh + x_t @ W_xh + h_prev @ W_hh)``.

    Parameters
    ----------
    x_t : ndarray of shape (N, D)
        Input at step t: N sequences, D features each.
    s_prev : ndarray of shape (N, S)
        Slow units after step t - 1. Inputs are not modified.
    h_prev : ndarray of shape (N, H)
        Hidden state after step t - 1.
    W_xs, W_xh : ndarray of shape (D, S), (D, H)
        Weights from the input to the slow units and to the others.
    W_sh, W_hh : ndarray of shape (S, H), (H, H)
        Weights from the slow units to the others, and among these.
    alpha : float
        How much of a slow unit stays at each step, from 0 to 1.

    Returns
    -------
    s_t : ndarray of shape (N, S)
        Slow units after step t.
    h_t : ndarray of shape (N, H)
        Hidden state after step t, each entry in (0, 1).

    References
    ----------
    .. [1] Mikolov, Joulin, Chopra, Mathieu, Ranzato (2015), "Learning longer memory in
       recurrent neural networks", arXiv 1412.7753. Chapter: book/variants.

    Examples
    --------
    >>> s_t, h_t = scrn_cell_forward(
    ...     np.ones((1, 1)), np.ones((1, 2)), np.zeros((1, 3)), np.zeros((1, 2)),
    ...     np.zeros((1, 3)), np.zeros((2, 3)), np.zeros((3, 3)), alpha=0.5)
    >>> s_t, h_t
    (array([[0.5, 0.5]]), array([[0.5, 0.5, 0.5]]))
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    s_t = (1 - alpha) * (x_t @ W_xs) + alpha * s_prev  # (N, S)
    h_t = sigmoid(s_t @ W_sh + x_t @ W_xh + h_prev @ W_hh)  # (N, H)
    return s_t, h_t
    ### END SOLUTION
