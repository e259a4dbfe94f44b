"""Chapter 3, where training begins: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise


@exercise("gradients")
def identity_init(D, H, rng, scale=0.001):
    """Draw the first parameters of a ReLU network that begins by keeping its state.

    The recurrent matrix is the identity and the biases are 0, so that without input a
    ReLU unit hands on what it holds. Input weights are normal with mean 0 and the
    standard deviation `scale`.

    Parameters
    ----------
    D, H : int
        Number of inputs and of hidden units.
    rng : numpy.random.Generator
        Where the numbers come from.
    scale : float
        Standard deviation of the input weights.

    Returns
    -------
    W_xh : ndarray of shape (D, H)
        Input weights.
    W_hh : ndarray of shape (H, H)
        Recurrent weights.
    b_h : ndarray of shape (H,)
        Biases.

    References
    ----------
    .. [1] Le, Jaitly, Hinton (2015), "A simple way to initialize recurrent networks of
       rectified linear units", arXiv:1504.00941. Chapter: book/gradients.

    Examples
    --------
    >>> W_xh, W_hh, b_h = identity_init(3, 2, np.random.default_rng(0))
    >>> W_xh.shape, W_hh.tolist(), b_h.tolist()
    ((3, 2), [[1.0, 0.0], [0.0, 1.0]], [0.0, 0.0])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    W_xh = scale * rng.standard_normal((D, H))
    return W_xh, np.eye(H), np.zeros(H)
    ### END SOLUTION


@exercise("gradients")
def orthogonal_init(H, rng):
    """Draw a recurrent matrix that changes the length of no vector.

    Every orthogonal matrix is equally likely. The QR decomposition of a matrix of
    independent standard normal numbers gives one, once the signs are settled: each
    column of Q is multiplied by the sign of R's diagonal entry.

    Parameters
    ----------
    H : int
        Number of hidden units.
    rng : numpy.random.Generator
        Where the numbers come from.

    Returns
    -------
    W_hh : ndarray of shape (H, H)
        Recurrent weights, with ``W_hh.T @ W_hh`` the identity.

    References
    ----------
    .. [1] Mezzadri (2007), "How to generate random matrices from the classical compact
       groups", arXiv:math-ph/0609050. Chapter: book/gradients.

    Examples
    --------
    >>> W_hh = orthogonal_init(4, np.random.default_rng(0))
    >>> bool(np.allclose(W_hh.T @ W_hh, np.eye(4)))
    True
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    Q, R = np.linalg.qr(rng.standard_normal((H, H)))
    return Q * np.sign(np.diag(R))
    ### END SOLUTION
