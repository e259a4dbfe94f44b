"""Functions that the exercises may use: none of them is an exercise itself."""

import operator

import numpy as np


def sigmoid(a):
    """Squash numbers into the open interval (0, 1).

    Computes ``1 / (1 + exp(-a))`` as ``0.5 + 0.5 * tanh(a / 2)``, which is the same
    function and cannot overflow.

    Parameters
    ----------
    a : array_like
        Any shape. Not modified.

    Returns
    -------
    ndarray or scalar
        Of the shape of `a`.

    Examples
    --------
    >>> float(sigmoid(0.0))
    0.5
    >>> float(sigmoid(-1000.0))
    0.0
    """
    return 0.5 + 0.5 * np.tanh(a * 0.5)


def apply(operation, *operands):
    """Apply an operation by its name: what a node of a computational graph does.

    Parameters
    ----------
    operation : str
        One of "add", "subtract", "multiply", "divide", "matmul", "square", "sin",
        "exp", "log", "tanh", "sigmoid" and "sum" (of all entries).
    *operands : ndarray or float
        As many as the operation takes, in order. Not modified.

    Returns
    -------
    ndarray or scalar

    Raises
    ------
    ValueError
        For a name that is none of these.

    Examples
    --------
    >>> apply("subtract", 5.0, 3.0)
    2.0
    """
    if operation not in _OPERATIONS:
        known = ", ".join(_OPERATIONS)
        raise ValueError(f"no operation is called {operation!r}; there are {known}")
    return _OPERATIONS[operation](*operands)


_OPERATIONS = {
    "add": operator.add,
    "subtract": operator.sub,
    "multiply": operator.mul,
    "divide": operator.truediv,
    "matmul": operator.matmul,
    "square": np.square,
    "sin": np.sin,
    "exp": np.exp,
    "log": np.log,
    "tanh": np.tanh,
    "sigmoid": sigmoid,
    "sum": np.sum,
}
