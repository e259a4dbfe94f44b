"""Chapter 3, error surfaces and cliffs: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise
from rnn_core.functions import sigmoid
from solutions.gradients.reference.clipping import clip_by_norm


@exercise("gradients")
def error_surface(w, b, T=50):
    """Compute the loss of a network of one unit, and its slope, anywhere in the plane.

    The unit starts from ``x_0 = 0.5`` and runs ``x_t = w * sigmoid(x_prev) + b`` for T
    steps without input. The loss is ``(sigmoid(x_T) - 0.7)**2``.

    Parameters
    ----------
    w, b : ndarray of one shape, or float
        Weights and biases, one pair for each place on the surface. Not modified.
    T : int
        Number of steps.

    Returns
    -------
    loss : ndarray or float
        Loss at each place, of the shape of `w`.
    dw : ndarray or float
        Derivative of the loss with respect to the weight at each place.
    db : ndarray or float
        Derivative with respect to the bias.

    References
    ----------
    .. [1] Pascanu, Mikolov, Bengio (2013), "On the difficulty of training recurrent
       neural networks", figure 6, arXiv:1211.5063. Chapter: book/gradients.

    Examples
    --------
    >>> loss, dw, db = error_surface(0.0, 0.0, T=1)  # x_1 = 0
    >>> round(float(loss), 10), round(float(db), 10)
    (0.04, -0.1)
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    x = 0.5 + 0 * w
    dx_dw, dx_db = 0 * x, 0 * x  # how x_t depends on w and b, through all steps
    for _ in range(T):
        s = sigmoid(x)
        slope = w * s * (1 - s)
        dx_dw, dx_db = s + slope * dx_dw, 1 + slope * dx_db
        x = w * s + b
    s = sigmoid(x)
    dx = 2 * (s - 0.7) * s * (1 - s)
    return (s - 0.7) ** 2, dx * dx_dw, dx * dx_db
    ### END SOLUTION


@exercise("gradients", uses=("clip_by_norm", "error_surface"))
def descend(w, b, learning_rate, steps, threshold=None, T=50):
    """Walk down the error surface by gradient descent, with or without clipping.

    Parameters
    ----------
    w, b : float
        Where to start.
    learning_rate : float
        What the gradient is multiplied by at each step.
    steps : int
        Number of steps.
    threshold : float or None
        Largest norm of the gradient ``(dw, db)`` that is let through; None lets all
        through.
    T : int
        Number of time steps of `error_surface`.

    Returns
    -------
    path : ndarray of shape (steps + 1, 2)
        The places ``(w, b)``, the start first.
    losses : ndarray of shape (steps + 1,)
        The loss at each place.

    References
    ----------
    .. [1] Pascanu, Mikolov, Bengio (2013), "On the difficulty of training recurrent
       neural networks", Algorithm 1, arXiv:1211.5063. Chapter: book/gradients.

    Examples
    --------
    >>> path, losses = descend(0.0, 0.0, 1.0, 1, T=1)
    >>> path.shape, bool(losses[1] < losses[0])
    ((2, 2), True)
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    path, losses = [(w, b)], []
    for _ in range(steps):
        loss, dw, db = error_surface(w, b, T)
        losses.append(loss)
        grads = {"w": dw, "b": db}
        if threshold is not None:
            grads, _ = clip_by_norm(grads, threshold)
        w, b = w - learning_rate * grads["w"], b - learning_rate * grads["b"]
        path.append((w, b))
    losses.append(error_surface(w, b, T)[0])
    return np.array(path, dtype=float), np.array(losses)
    ### END SOLUTION
