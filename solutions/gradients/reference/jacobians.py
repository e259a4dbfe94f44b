"""Chapter 3, products of Jacobians: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise


@exercise("gradients")
def step_jacobian(h_t, W_hh):
    """Return the Jacobian of one step of a tanh RNN.

    For ``h_t = tanh(x_t @ W_xh + h_prev @ W_hh + b_h)``, one sequence. A gradient is a
    row, and takes one step back as ``dh_prev = dh_t @ J``.

    Parameters
    ----------
    h_t : ndarray of shape (H,)
        State after the step. Not modified.
    W_hh : ndarray of shape (H, H)
        Recurrent weights.

    Returns
    -------
    J : ndarray of shape (H, H)
        ``J[j, i]`` is the derivative of ``h_t[j]`` with respect to ``h_prev[i]``.

    References
    ----------
    .. [1] Pascanu, Mikolov, Bengio (2013), "On the difficulty of training recurrent
       neural networks", eq. 5, arXiv:1211.5063. Chapter: book/gradients.

    Examples
    --------
    >>> W_hh = np.array([[0.0, 2.0], [0.0, 0.0]])  # unit 0 feeds unit 1
    >>> step_jacobian(np.array([0.0, 0.5]), W_hh)
    array([[0. , 0. ],
           [1.5, 0. ]])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    slope = 1 - h_t**2  # (H,): of tanh, one for each unit that is reached
    return slope[:, None] * W_hh.T
    ### END SOLUTION


@exercise("gradients")
def jacobian_product(jacobians):
    """Multiply the Jacobians of consecutive steps.

    Parameters
    ----------
    jacobians : ndarray of shape (T, H, H)
        The Jacobian of each step, the first step first: ``jacobians[t][j, i]`` is the
        derivative of state j after the step with respect to state i before it.

    Returns
    -------
    product : ndarray of shape (H, H)
        Jacobian of the last state with respect to the state before the first step:
        ``product[j, i]`` is the derivative of ``h_T[j]`` with respect to ``h_0[i]``.

    References
    ----------
    .. [1] Pascanu, Mikolov, Bengio (2013), "On the difficulty of training recurrent
       neural networks", eq. 5, arXiv:1211.5063. Chapter: book/gradients.

    Examples
    --------
    >>> first, second = np.array([[0.0, 1.0], [0.0, 0.0]]), np.diag([2.0, 3.0])
    >>> jacobian_product(np.stack([first, second]))
    array([[0., 2.],
           [0., 0.]])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    product = np.eye(jacobians.shape[1])
    for J in jacobians:
        product = J @ product  # later steps stand on the left
    return product
    ### END SOLUTION


@exercise("gradients")
def gradient_norms_through_time(dh_T, h, W_hh):
    """Measure a gradient at every step of its way back through a tanh RNN.

    The loss looks at the last state only. Step by step, its gradient is carried to the
    states before, and its length noted. No Jacobian has to be built for that.

    Parameters
    ----------
    dh_T : ndarray of shape (N, H)
        Gradient of the loss with respect to the last state. Not modified.
    h : ndarray of shape (T, N, H)
        State after each step.
    W_hh : ndarray of shape (H, H)
        Recurrent weights.

    Returns
    -------
    norms : ndarray of shape (T, N)
        ``norms[t, n]`` is the Euclidean norm of the gradient with respect to
        ``h[t, n]``; the last row holds the norms of `dh_T`.

    References
    ----------
    .. [1] Bengio, Simard, Frasconi (1994), "Learning long-term dependencies with
       gradient descent is difficult". Chapter: book/gradients.

    Examples
    --------
    >>> h, W_hh = np.zeros((3, 1, 2)), 0.5 * np.eye(2)
    >>> gradient_norms_through_time(np.array([[3.0, 4.0]]), h, W_hh)[:, 0]
    array([1.25, 2.5 , 5.  ])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    dh = dh_T
    norms = [np.linalg.norm(dh, axis=1)]
    for h_t in h[:0:-1]:  # from the last state to the second: each leads one back
        dh = (dh * (1 - h_t**2)) @ W_hh.T
        norms.append(np.linalg.norm(dh, axis=1))
    return np.stack(norms[::-1])
    ### END SOLUTION


@exercise("gradients")
def vanishing_bound(W_hh, gamma, steps):
    """Bound how much of a gradient can be left, from the weights alone.

    One step back multiplies by the recurrent matrix, which lengthens no vector by more
    than its largest singular value, and by slopes of at most `gamma`.

    Parameters
    ----------
    W_hh : ndarray of shape (H, H)
        Recurrent weights. Not modified.
    gamma : float
        Largest slope of the activation: 1 for tanh, 1/4 for the sigmoid.
    steps : int
        Number of steps back.

    Returns
    -------
    bound : float
        No gradient can become longer than this times its length at the end.
    vanishes : bool
        Whether that settles it: True where every gradient must vanish as the steps
        grow, because the largest singular value is below ``1 / gamma``. False means
        "not settled", not "explodes".

    References
    ----------
    .. [1] Pascanu, Mikolov, Bengio (2013), "On the difficulty of training recurrent
       neural networks", section 2.1, arXiv:1211.5063. Chapter: book/gradients.

    Examples
    --------
    >>> bound, vanishes = vanishing_bound(np.diag([0.5, 0.25]), 1.0, 3)
    >>> float(bound), bool(vanishes)
    (0.125, True)
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    factor = gamma * np.linalg.svd(W_hh, compute_uv=False)[0]
    return float(factor**steps), bool(factor < 1)
    ### END SOLUTION
