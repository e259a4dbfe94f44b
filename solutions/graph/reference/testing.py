"""Chapter 1, forward mode and testing: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise
from solutions.graph.reference.backward import vjp_elementwise
from solutions.graph.reference.paths import topological_order


@exercise("graph", uses=("topological_order", "vjp_elementwise"))
def jvp(graph, values, tangents):
    """Carry a direction of the inputs forward through a graph.

    A tangent says how fast a value changes while the inputs move in a given direction.

    Parameters
    ----------
    graph : list of Node
        In any order. Operations are "input", "add" (which may broadcast), "matmul",
        "sum" (of all entries) and those of `vjp_elementwise`.
    values : dict of str to ndarray or float
        What `graph_evaluate` returned. Not modified.
    tangents : dict of str to ndarray or float
        For some of the inputs, the direction in which it moves, of its value's shape.
        Inputs that are left out stand still.

    Returns
    -------
    moved : dict of str to ndarray or float
        The tangent of every node, of the shape of its value.

    References
    ----------
    .. [1] Baydin et al. (2018), "Automatic differentiation in machine learning: a
       survey", section 3.1. Chapter: book/graph.

    Examples
    --------
    >>> from rnn_core.records import Node
    >>> graph = [Node("x", "input"), Node("y", "multiply", ("x", "x"))]
    >>> moved = jvp(graph, {"x": 3.0, "y": 9.0}, {"x": 1.0})
    >>> float(moved["y"])
    6.0
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    nodes = {node.name: node for node in graph}
    moved = {}
    for name in topological_order(graph):
        _, operation, operands = nodes[name]
        given, dots = [values[k] for k in operands], [moved[k] for k in operands]
        if operation == "input":
            moved[name] = tangents.get(name, 0.0 * values[name])
        elif operation == "add":
            moved[name] = dots[0] + dots[1]
        elif operation == "matmul":
            moved[name] = dots[0] @ given[1] + given[0] @ dots[1]
        elif operation == "sum":
            moved[name] = np.sum(dots[0])
        else:  # entry by entry: the way forward has the same factors as the way back
            moved[name] = sum(
                vjp_elementwise(dot, operation, given)[k] for k, dot in enumerate(dots)
            )
    return moved
    ### END SOLUTION


@exercise("graph")
def numeric_gradient(f, x, eps=1e-5):
    """Approximate the gradient of a function by differences.

    Each entry of x in turn is moved by `eps` up and down; the difference of the two
    values of f, divided by ``2 * eps``, is the derivative along that entry.

    Parameters
    ----------
    f : callable
        ``f(x)`` takes an array of x's shape and returns one number.
    x : ndarray of shape (...)
        Where the gradient is wanted, floats or whole numbers. Holds the same numbers
        afterwards.
    eps : float
        Half the distance between the two places.

    Returns
    -------
    gradient : ndarray of shape (...)
        The approximate gradient, of x's shape.

    References
    ----------
    .. [1] Nocedal, Wright (2006), "Numerical Optimization", section 8.1.
       Chapter: book/graph.

    Examples
    --------
    >>> numeric_gradient(lambda x: (x**2).sum(), np.array([1.0, 3.0])).round(6)
    array([2., 6.])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    gradient = np.zeros(np.shape(x))
    for where in np.ndindex(gradient.shape):
        up, down = np.array(x, dtype=float), np.array(x, dtype=float)
        up[where] += eps
        down[where] -= eps
        gradient[where] = (f(up) - f(down)) / (2 * eps)
    return gradient
    ### END SOLUTION


@exercise("graph")
def gradient_check(f, gradient, x, rng, eps=1e-5):
    """Test a whole gradient with two values of the function.

    A random direction v is drawn, ``rng.standard_normal`` of x's shape. If the gradient
    is right, f changes along v by the inner product of both: two numbers to compare,
    however many entries x has.

    Parameters
    ----------
    f : callable
        ``f(x)`` takes an array of x's shape and returns one number.
    gradient : ndarray of shape (...)
        The gradient of f at x that somebody claims. Not modified.
    x : ndarray of shape (...)
        Where it is claimed.
    rng : numpy.random.Generator
        Where the direction comes from.
    eps : float
        How far to go along v, up and down.

    Returns
    -------
    numeric : float
        Slope of f along v, from the two values of f.
    claimed : float
        Slope along v that the gradient claims: the sum of gradient times v.
    agree : bool
        Whether they differ by at most a thousandth of the larger of their sizes.

    References
    ----------
    .. [1] Nocedal, Wright (2006), "Numerical Optimization", section 8.1.
       Chapter: book/graph.

    Examples
    --------
    >>> x = np.array([1.0, 3.0])
    >>> numeric, claimed, agree = gradient_check(
    ...     lambda x: (x**2).sum(), 2 * x, x, np.random.default_rng(0))
    >>> bool(agree)
    True
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    v = rng.standard_normal(np.shape(x))
    x = np.asarray(x, dtype=float)
    numeric = (f(x + eps * v) - f(x - eps * v)) / (2 * eps)
    claimed = np.sum(gradient * v)
    largest = max(abs(numeric), abs(claimed))
    agree = abs(numeric - claimed) <= 1e-3 * largest
    return numeric, claimed, agree
    ### END SOLUTION
