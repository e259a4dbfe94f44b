"""Chapter 2, losses and steps: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise
from rnn_core.functions import sigmoid
from rnn_core.records import AdamState


@exercise("rnn")
def softmax(a):
    """Turn scores into probabilities along the last axis.

    Computes ``p_i = exp(a_i) / sum_j exp(a_j)``, without overflow for finite scores.

    Parameters
    ----------
    a : ndarray of shape (..., V)
        Scores, also called logits. Not modified.

    Returns
    -------
    p : ndarray of shape (..., V)
        Probabilities; each row sums to 1.

    References
    ----------
    .. [1] Goodfellow et al. (2016), "Deep Learning", section 4.1. Chapter: book/rnn.

    Examples
    --------
    >>> softmax(np.array([1000.0, 1000.0]))
    array([0.5, 0.5])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    shifted = a - a.max(axis=-1, keepdims=True)  # largest becomes 0: no overflow
    e = np.exp(shifted)
    return e / e.sum(axis=-1, keepdims=True)
    ### END SOLUTION


@exercise("rnn")
def cross_entropy(logits, targets, mask=None):
    """Average the cross-entropy of softmax predictions, with its gradient.

    A step with scores ``a`` and class ``k`` costs ``-log softmax(a)[k]``. The loss is
    the mean over the steps that the mask keeps.

    Parameters
    ----------
    logits : ndarray of shape (..., V)
        Scores before the softmax, often (T, N, V). Not modified.
    targets : ndarray of int, of shape (...)
        The right class of each step, in 0 .. V - 1.
    mask : ndarray of shape (...), optional
        1 or True where a step counts (one at least), else 0. Default: all count.

    Returns
    -------
    loss : float
        Mean cross-entropy in nats.
    dlogits : ndarray of shape (..., V)
        Gradient of `loss`; zero where the mask is zero.

    References
    ----------
    .. [1] Goodfellow et al. (2016), "Deep Learning", section 6.2.2. Chapter: book/rnn.

    Examples
    --------
    >>> loss, dlogits = cross_entropy(np.zeros((1, 2)), np.array([0]))
    >>> round(float(loss), 4)
    0.6931
    >>> dlogits
    array([[-0.5,  0.5]])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    # log p directly: log(softmax) would be log(0) for a hopeless class
    shifted = logits - logits.max(axis=-1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    one_hot = targets[..., None] == np.arange(logits.shape[-1])  # (..., V)
    kept = np.ones(targets.shape) if mask is None else mask
    weight = (kept / np.sum(kept)).astype(logits.dtype)[..., None]  # (..., 1)
    loss = -np.sum(weight * one_hot * log_p)
    dlogits = weight * (np.exp(log_p) - one_hot)
    return loss, dlogits
    ### END SOLUTION


@exercise("rnn")
def binary_cross_entropy(logits, targets, mask=None):
    """Average the cross-entropy of yes-or-no predictions, with its gradient.

    A step with the score ``a`` and the target ``y`` costs
    ``-y * log(p) - (1 - y) * log(1 - p)`` with ``p = sigmoid(a)``. The loss is the mean
    over the steps that the mask keeps, and finite for every finite score.

    Parameters
    ----------
    logits : ndarray of shape (...)
        One score for each step, often (T, N). Not modified.
    targets : ndarray of shape (...)
        1 for yes, 0 for no; a share between the two is allowed.
    mask : ndarray of shape (...), optional
        1 or True where a step counts (one at least), else 0. Default: all count.

    Returns
    -------
    loss : float
        Mean binary cross-entropy in nats.
    dlogits : ndarray of shape (...)
        Gradient of `loss`; zero where the mask is zero.

    References
    ----------
    .. [1] Goodfellow et al. (2016), "Deep Learning", section 6.2.2.2.
       Chapter: book/rnn.

    Examples
    --------
    >>> loss, dlogits = binary_cross_entropy(np.array([1000.0]), np.array([0.0]))
    >>> float(loss), dlogits
    (1000.0, array([1.]))
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    # log(1 + exp(a)) - a * y, with the exponential of a negative number only
    costs = np.maximum(logits, 0) - logits * targets + np.log1p(np.exp(-np.abs(logits)))
    kept = np.ones(logits.shape) if mask is None else np.asarray(mask)
    weight = (kept / np.sum(kept)).astype(logits.dtype)
    loss = np.sum(weight * costs)
    dlogits = weight * (sigmoid(logits) - targets)
    return loss, dlogits
    ### END SOLUTION


@exercise("rnn")
def squared_error(outputs, targets, mask=None):
    """Average the squared error over the entries that count, with its gradient.

    Parameters
    ----------
    outputs, targets : ndarray of shape (..., V)
        What came out and what should have. Not modified.
    mask : ndarray of shape (...), optional
        1 or True where a step counts (one at least), else 0. Default: all count.

    Returns
    -------
    loss : float
        Mean of ``(outputs - targets)**2``, without the factor 1/2 that some texts add.
    doutputs : ndarray of shape (..., V)
        Gradient of `loss`; zero where the mask is zero.

    References
    ----------
    .. [1] Goodfellow et al. (2016), "Deep Learning", section 5.1.4. Chapter: book/rnn.

    Examples
    --------
    >>> loss, doutputs = squared_error(np.array([[3.0]]), np.array([[1.0]]))
    >>> float(loss), doutputs
    (4.0, array([[4.]]))
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    kept = np.ones(outputs.shape[:-1]) if mask is None else np.asarray(mask)
    weight = kept / (np.sum(kept) * outputs.shape[-1])
    weight = weight.astype(outputs.dtype)[..., None]  # (..., 1): what an entry counts
    error = outputs - targets
    loss = np.sum(weight * error**2)
    doutputs = 2 * weight * error
    return loss, doutputs
    ### END SOLUTION


@exercise("rnn")
def adam_step(
    params, grads, state, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8
):
    """Take one step of Adam, with bias-corrected moments.

    Parameters
    ----------
    params : dict of str to ndarray
        Parameters. Inputs are not modified.
    grads : dict of str to ndarray
        Gradients, named and shaped as `params`.
    state : AdamState or None
        From the last step, None to start: ``t`` steps so far, running means ``m`` of
        the gradients and ``v`` of their squares (dicts as `params`).
    learning_rate, beta1, beta2, epsilon : float
        As in Algorithm 1 of [1]_.

    Returns
    -------
    params : dict of str to ndarray
        Parameters after the step, new arrays.
    state : AdamState
        Pass it to the next call.

    References
    ----------
    .. [1] Kingma, Ba (2015), "Adam: a method for stochastic optimization",
       arXiv:1412.6980. Chapter: book/rnn.

    Examples
    --------
    >>> params, state = adam_step({"w": np.array([1.0])}, {"w": np.array([5.0])}, None)
    >>> state.t, round(float(params["w"][0]), 6)
    (1, 0.999)
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    zeros = {name: np.zeros_like(value) for name, value in params.items()}
    t, m, v = (0, zeros, zeros) if state is None else state
    t = t + 1
    m = {k: beta1 * m[k] + (1 - beta1) * g for k, g in grads.items()}
    v = {k: beta2 * v[k] + (1 - beta2) * g**2 for k, g in grads.items()}
    rate = learning_rate / (1 - beta1**t)  # m starts at zero: undo that bias
    new = {
        k: p - rate * m[k] / (np.sqrt(v[k] / (1 - beta2**t)) + epsilon)
        for k, p in params.items()
    }
    return new, AdamState(t, m, v)
    ### END SOLUTION
