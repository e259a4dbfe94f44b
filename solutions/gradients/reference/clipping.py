"""Chapter 3, clipping: every exercise whole, with its solution.

Gradients of a whole model are a dict from the parameter's name to its array.
"""

import numpy as np

from rnn_core.exercise import exercise


@exercise("gradients")
def clip_by_value(grads, threshold):
    """Cut every entry of a gradient that is too large down to the threshold.

    Entries beyond ``threshold`` or ``-threshold`` are set to it; all others stay. The
    direction of the step changes, unlike with `clip_by_norm`.

    Parameters
    ----------
    grads : dict of str to ndarray
        Gradient of the loss for each parameter, of any shapes. Not modified.
    threshold : float
        Largest absolute value that is let through, positive.

    Returns
    -------
    clipped : dict of str to ndarray
        New arrays with the same names, shapes and dtypes.

    References
    ----------
    .. [1] Pascanu, Mikolov, Bengio (2013), "On the difficulty of training recurrent
       neural networks", section 3.2 (on Mikolov's element-wise clipping),
       arXiv:1211.5063. Chapter: book/gradients.

    Examples
    --------
    >>> clip_by_value({"w": np.array([30.0, -2.0, -60.0])}, 15.0)["w"]
    array([ 15.,  -2., -15.])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    return {name: np.clip(grad, -threshold, threshold) for name, grad in grads.items()}
    ### END SOLUTION


@exercise("gradients")
def clip_by_norm(grads, threshold):
    """Rescale all gradients together where their global norm is too large.

    With ``norm`` the Euclidean norm of all entries of all arrays, every array is
    multiplied by ``threshold / norm`` if ``norm > threshold``, otherwise by 1. The
    direction of the step stays; element-wise clipping would change it.

    Parameters
    ----------
    grads : dict of str to ndarray
        Gradient of the loss for each parameter, of any shapes. Not modified.
    threshold : float
        Largest norm that is let through, positive.

    Returns
    -------
    clipped : dict of str to ndarray
        New arrays with the same names, shapes and dtypes.
    norm : float
        The global norm before clipping.

    References
    ----------
    .. [1] Pascanu, Mikolov, Bengio (2013), "On the difficulty of training recurrent
       neural networks", Algorithm 1, arXiv:1211.5063. Chapter: book/gradients.

    Examples
    --------
    >>> clipped, norm = clip_by_norm({"W": np.array([3.0]), "b": np.array([4.0])}, 2.5)
    >>> norm, float(clipped["W"][0]), float(clipped["b"][0])
    (5.0, 1.5, 2.0)
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    norm = float(np.sqrt(sum(np.sum(grad**2) for grad in grads.values())))
    scale = threshold / norm if norm > threshold else 1.0
    clipped = {name: scale * grad for name, grad in grads.items()}
    return clipped, norm
    ### END SOLUTION
