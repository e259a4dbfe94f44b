"""Chapter 3, powers of a weight: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise


@exercise("gradients")
def linear_recurrence(x, h_0, w):
    """Run the smallest recurrent network: one unit, one weight, no squashing.

    Computes ``h_t = w * h_prev + x_t``.

    Parameters
    ----------
    x : ndarray of shape (T,)
        Inputs. Not modified.
    h_0 : float
        State before the first step.
    w : float
        Weight of the unit to itself.

    Returns
    -------
    h : ndarray of shape (T,)
        State after each step.

    References
    ----------
    .. [1] Pascanu, Mikolov, Bengio (2013), "On the difficulty of training recurrent
       neural networks", section 2.1, arXiv:1211.5063. Chapter: book/gradients.

    Examples
    --------
    >>> linear_recurrence(np.array([1.0, 0.0, 0.0, 0.0]), 0.0, 2.0)
    array([1., 2., 4., 8.])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    h_t, h = h_0, []
    for x_t in x:
        h_t = w * h_t + x_t
        h.append(h_t)
    return np.array(h)
    ### END SOLUTION


@exercise("gradients", uses=("linear_recurrence",))
def linear_recurrence_gradient(x, h_0, w):
    """Differentiate the last state of the linear recurrence.

    One step back multiplies by w. What entered k steps before the end therefore counts
    ``w**k``; the weight itself was used at every step, so its gradient is a sum.

    Parameters
    ----------
    x : ndarray of shape (T,)
        Inputs. Not modified.
    h_0 : float
        State before the first step.
    w : float
        Weight of the unit to itself.

    Returns
    -------
    dx : ndarray of shape (T,)
        Derivative of the last state h_T with respect to each input.
    dh_0 : float
        Derivative with respect to the initial state.
    dw : float
        Derivative with respect to the weight.

    References
    ----------
    .. [1] Werbos (1990), "Backpropagation through time: what it does and how to do
       it". Chapter: book/gradients.

    Examples
    --------
    >>> dx, dh_0, dw = linear_recurrence_gradient(np.array([1.0, 0.0, 0.0]), 0.0, 2.0)
    >>> dx  # h_3 = 4 x_1 + 2 x_2 + x_3
    array([4., 2., 1.])
    >>> float(dh_0), float(dw)  # with x_1 = 1 alone h_3 = w**2
    (8.0, 4.0)
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    h = linear_recurrence(x, h_0, w)
    h_prev = np.concatenate([[h_0], h[:-1]])  # (T,): what each step multiplied by w
    dx = np.zeros(len(x))
    dh, dw = 1.0, 0.0
    for t in reversed(range(len(x))):
        dx[t] = dh
        dw = dw + dh * h_prev[t]  # the same weight serves every step
        dh = dh * w
    return dx, dh, dw
    ### END SOLUTION
