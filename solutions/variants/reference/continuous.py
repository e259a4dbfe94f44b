"""Chapter 6, continuous time: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise
from rnn_core.functions import sigmoid


@exercise("variants")
def ctrnn_derivative(y, I, tau, W, theta):
    """Say how fast the states of a continuous-time RNN change.

    Computes ``(-y + sigmoid(y + theta) @ W + I) / tau``.

    Parameters
    ----------
    y : ndarray of shape (N, H)
        States: N copies of the network, H neurons each. Inputs are not modified.
    I : ndarray of shape (N, H)
        What comes into each neuron from outside.
    tau : ndarray of shape (H,)
        Time constants, positive.
    W : ndarray of shape (H, H)
        Weights, from the neuron of the row to the neuron of the column.
    theta : ndarray of shape (H,)
        Biases, added to a neuron's state before the sigmoid.

    Returns
    -------
    dy : ndarray of shape (N, H)
        Change of each state per unit of time.

    References
    ----------
    .. [1] Beer (1995), "On the dynamics of small continuous-time recurrent neural
       networks", doi:10.1177/105971239500300405. Chapter: book/variants.

    Examples
    --------
    >>> ctrnn_derivative(np.array([[2.0]]), np.zeros((1, 1)), np.array([4.0]),
    ...                  np.zeros((1, 1)), np.zeros(1))
    array([[-0.5]])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    return (-y + sigmoid(y + theta) @ W + I) / tau
    ### END SOLUTION


@exercise("variants", uses=("ctrnn_derivative",))
def ctrnn_euler(y_0, I, tau, W, theta, dt):
    """Follow a continuous-time RNN by Euler's method.

    A step goes straight on with the slope at its beginning:
    ``y_t = y_prev + dt * dy/dt``.

    Parameters
    ----------
    y_0 : ndarray of shape (N, H)
        States at the beginning. Inputs are not modified.
    I : ndarray of shape (T, N, H)
        What comes in from outside, constant during each of the T steps.
    tau, W, theta : ndarray of shape (H,), (H, H), (H,)
        Parameters as in `ctrnn_derivative`.
    dt : float
        Length of a step.

    Returns
    -------
    y : ndarray of shape (T, N, H)
        States after every step; `y_0` is not part of it.

    References
    ----------
    .. [1] Beer (1995), "On the dynamics of small continuous-time recurrent neural
       networks", doi:10.1177/105971239500300405. Chapter: book/variants.

    Examples
    --------
    >>> y = ctrnn_euler(np.array([[1.0]]), np.zeros((2, 1, 1)), np.ones(1),
    ...                 np.zeros((1, 1)), np.zeros(1), dt=0.5)
    >>> y[:, 0, 0]
    array([0.5 , 0.25])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    y_t, steps = y_0, []
    for I_t in I:
        y_t = y_t + dt * ctrnn_derivative(y_t, I_t, tau, W, theta)
        steps.append(y_t)
    return np.stack(steps)  # (T, N, H)
    ### END SOLUTION


@exercise("variants", uses=("ctrnn_derivative",))
def ctrnn_runge_kutta(y_0, I, tau, W, theta, dt):
    """Follow a continuous-time RNN by the classical Runge-Kutta method.

    With ``f`` the derivative during a step: ``k_1 = f(y)``, ``k_2 = f(y + dt/2 k_1)``,
    ``k_3 = f(y + dt/2 k_2)``, ``k_4 = f(y + dt k_3)``, and the step is
    ``dt/6 (k_1 + 2 k_2 + 2 k_3 + k_4)``.

    Parameters
    ----------
    y_0 : ndarray of shape (N, H)
        States at the beginning. Inputs are not modified.
    I : ndarray of shape (T, N, H)
        What comes in from outside, constant during each of the T steps.
    tau, W, theta : ndarray of shape (H,), (H, H), (H,)
        Parameters as in `ctrnn_derivative`.
    dt : float
        Length of a step.

    Returns
    -------
    y : ndarray of shape (T, N, H)
        States after every step; `y_0` is not part of it.

    References
    ----------
    .. [1] Hairer, Norsett, Wanner (1993), "Solving ordinary differential equations I",
       section II.1. Chapter: book/variants.

    Examples
    --------
    >>> y = ctrnn_runge_kutta(np.array([[1.0]]), np.zeros((2, 1, 1)), np.ones(1),
    ...                       np.zeros((1, 1)), np.zeros(1), dt=0.5)
    >>> y[:, 0, 0].round(5)  # the exact values are 0.60653 and 0.36788
    array([0.60677, 0.36817])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    y_t, steps = y_0, []
    for I_t in I:
        k_1 = ctrnn_derivative(y_t, I_t, tau, W, theta)
        k_2 = ctrnn_derivative(y_t + dt / 2 * k_1, I_t, tau, W, theta)
        k_3 = ctrnn_derivative(y_t + dt / 2 * k_2, I_t, tau, W, theta)
        k_4 = ctrnn_derivative(y_t + dt * k_3, I_t, tau, W, theta)
        y_t = y_t + dt / 6 * (k_1 + 2 * k_2 + 2 * k_3 + k_4)
        steps.append(y_t)
    return np.stack(steps)  # (T, N, H)
    ### END SOLUTION


@exercise("variants")
def ctrnn_equilibria(w, theta, I):
    """Find all states in which a single neuron with a self-connection stays.

    An equilibrium is a y with ``-y + w * sigmoid(y + theta) + I = 0``. It is stable if
    the neuron comes back after a small push: if the left-hand side falls there.

    Parameters
    ----------
    w : float
        Weight of the neuron on itself.
    theta : float
        Its bias.
    I : float
        What comes in from outside, constant.

    Returns
    -------
    equilibria : list of tuple
        ``(y, stable)`` for each equilibrium, one or three of them, in any order; y to
        at least six decimals.

    References
    ----------
    .. [1] Beer (1995), "On the dynamics of small continuous-time recurrent neural
       networks", doi:10.1177/105971239500300405. Chapter: book/variants.

    Examples
    --------
    >>> found = ctrnn_equilibria(8.0, -4.0, 0.0)
    >>> sorted((round(float(y), 2), bool(stable)) for y, stable in found)
    [(0.17, True), (4.0, False), (7.83, True)]
    """

    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    def slope(y):
        return -y + w * sigmoid(y + theta) + I

    # beyond these ends -y outweighs the rest; no grid point is the symmetric middle
    ends = I + min(0.0, w) - 1e-3, I + max(0.0, w) + 1.1e-3
    grid = np.linspace(*ends, 20_001)
    signs = np.sign(slope(grid))
    equilibria = []
    for k in np.flatnonzero(signs[:-1] != signs[1:]):
        low, high = grid[k], grid[k + 1]
        for _ in range(60):  # halve the interval in which the sign changes
            middle = (low + high) / 2
            below = np.sign(slope(middle)) == signs[k]
            low, high = (middle, high) if below else (low, middle)
        equilibria.append((float(low), bool(signs[k] > 0)))
    return equilibria
    ### END SOLUTION
