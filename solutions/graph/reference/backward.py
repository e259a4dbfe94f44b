"""Chapter 1, reverse mode: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise
from rnn_core.functions import apply, sigmoid
from solutions.graph.reference.paths import topological_order


@exercise("graph", uses=("topological_order",))
def graph_evaluate(graph, inputs):
    """Compute the value of every node of a graph.

    Parameters
    ----------
    graph : list of Node
        In any order.
    inputs : dict of str to ndarray or float
        The value of each node whose operation is "input". Not modified.

    Returns
    -------
    values : dict of str to ndarray or float
        The value of every node by name, those of the inputs included.

    References
    ----------
    .. [1] Goodfellow, Bengio, Courville (2016), "Deep Learning", algorithm 6.1.
       Chapter: book/graph.

    Examples
    --------
    >>> from rnn_core.records import Node
    >>> graph = [Node("y", "multiply", ("x", "x")), Node("x", "input")]
    >>> graph_evaluate(graph, {"x": 3.0})["y"]
    9.0
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    nodes = {node.name: node for node in graph}
    values = {}
    for name in topological_order(graph):
        _, operation, operands = nodes[name]
        if operation == "input":
            values[name] = inputs[name]
        else:
            values[name] = apply(operation, *(values[k] for k in operands))
    return values
    ### END SOLUTION


@exercise("graph")
def vjp_elementwise(dy, operation, operands):
    """Carry a gradient back through an operation that works entry by entry.

    Parameters
    ----------
    dy : ndarray of shape (...)
        Gradient of the loss with respect to the result y. Not modified.
    operation : str
        "subtract", "multiply" or "divide", of two operands; "square", "tanh",
        "sigmoid", "exp" or "log", of one. `sigmoid` is there for you.
    operands : sequence of ndarray
        What the operation was applied to, in order, each of the shape of `dy`.

    Returns
    -------
    gradients : tuple of ndarray
        The gradient with respect to each operand, as many as there are operands.

    References
    ----------
    .. [1] Baydin et al. (2018), "Automatic differentiation in machine learning: a
       survey", section 3.2. Chapter: book/graph.

    Examples
    --------
    >>> da, db = vjp_elementwise(np.array([1.0]), "multiply", [np.array([2.0]), 5.0])
    >>> da, db
    (array([5.]), array([2.]))
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    if operation == "subtract":
        return dy, -dy
    if operation == "multiply":
        a, b = operands
        return dy * b, dy * a
    if operation == "divide":
        a, b = operands
        return dy / b, -dy * a / b**2
    a = operands[0]
    if operation == "square":
        return (dy * 2 * a,)
    if operation == "tanh":
        return (dy * (1 - np.tanh(a) ** 2),)
    if operation == "sigmoid":
        s = sigmoid(a)
        return (dy * s * (1 - s),)
    if operation == "exp":
        return (dy * np.exp(a),)
    if operation == "log":
        return (dy / a,)
    raise ValueError(f"{operation!r} is not an element-wise operation")
    ### END SOLUTION


@exercise("graph")
def vjp_matmul(dy, x, W):
    """Carry a gradient back through a matrix product ``y = x @ W``.

    Parameters
    ----------
    dy : ndarray of shape (N, H)
        Gradient of the loss with respect to y. Not modified.
    x : ndarray of shape (N, D)
        Left factor: N rows, one for each example.
    W : ndarray of shape (D, H)
        Right factor.

    Returns
    -------
    dx : ndarray of shape (N, D)
        Gradient with respect to x.
    dW : ndarray of shape (D, H)
        Gradient with respect to W, summed over the N rows that share it.

    References
    ----------
    .. [1] Goodfellow, Bengio, Courville (2016), "Deep Learning", section 6.5.6.
       Chapter: book/graph.

    Examples
    --------
    >>> dx, dW = vjp_matmul(np.ones((2, 4)), np.ones((2, 3)), np.ones((3, 4)))
    >>> dx[0], dW[0]
    (array([4., 4., 4.]), array([2., 2., 2., 2.]))
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    dx = dy @ W.T
    dW = x.T @ dy
    return dx, dW
    ### END SOLUTION


@exercise("graph")
def vjp_broadcast_add(dy, a, b):
    """Carry a gradient back through ``y = a + b``, where NumPy stretched a or b.

    Parameters
    ----------
    dy : ndarray of shape (...)
        Gradient of the loss with respect to y. Not modified.
    a, b : ndarray or float
        The two operands. Either may have fewer axes than y, or axes of length 1 where
        y has more: NumPy used its entries several times.

    Returns
    -------
    da : ndarray
        Gradient with respect to a, of a's shape: each entry the sum over the places
        where it was used.
    db : ndarray
        The same for b.

    References
    ----------
    .. [1] The NumPy manual, "Broadcasting". Chapter: book/graph.

    Examples
    --------
    >>> da, db = vjp_broadcast_add(np.ones((2, 3)), np.zeros((2, 3)), np.zeros(3))
    >>> da.shape, db
    ((2, 3), array([2., 2., 2.]))
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    gradients = []
    for operand in (a, b):
        shape = np.shape(operand)
        added = tuple(range(np.ndim(dy) - len(shape)))  # axes that y has and it has not
        grad = np.sum(dy, axis=added)
        stretched = tuple(k for k, size in enumerate(shape) if size == 1)
        gradients.append(np.sum(grad, axis=stretched, keepdims=True))
    da, db = gradients
    return da, db
    ### END SOLUTION


@exercise(
    "graph",
    uses=("topological_order", "vjp_elementwise", "vjp_matmul", "vjp_broadcast_add"),
)
def graph_backward(graph, values, output):
    """Compute the derivative of one number with respect to every node of a graph.

    Parameters
    ----------
    graph : list of Node
        In any order. Operations are "input", "add" (which may broadcast), "matmul",
        "sum" (of all entries) and those of `vjp_elementwise`.
    values : dict of str to ndarray or float
        What `graph_evaluate` returned. Not modified.
    output : str
        Name of a node whose value is a single number, such as a loss.

    Returns
    -------
    gradients : dict of str to ndarray or float
        For every node, the derivative of the output with respect to it, of the shape
        of its value; zeros where the output does not depend on it.

    References
    ----------
    .. [1] Rumelhart, Hinton, Williams (1986), "Learning representations by
       back-propagating errors", Nature 323. Chapter: book/graph.

    Examples
    --------
    >>> from rnn_core.records import Node
    >>> graph = [Node("x", "input"), Node("y", "multiply", ("x", "x"))]
    >>> gradients = graph_backward(graph, {"x": 3.0, "y": 9.0}, "y")
    >>> float(gradients["x"])  # one 3 for each use of x
    6.0
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    nodes = {node.name: node for node in graph}
    gradients = {name: 0.0 * value for name, value in values.items()}
    gradients[output] = gradients[output] + 1.0
    for name in reversed(topological_order(graph)):
        _, operation, operands = nodes[name]
        dy, given = gradients[name], [values[k] for k in operands]
        if operation == "input":
            parts = ()
        elif operation == "add":
            parts = vjp_broadcast_add(dy, *given)
        elif operation == "matmul":
            parts = vjp_matmul(dy, *given)
        elif operation == "sum":
            parts = (dy * np.ones_like(given[0]),)
        else:
            parts = vjp_elementwise(dy, operation, given)
        for operand, part in zip(operands, parts, strict=True):
            gradients[operand] = gradients[operand] + part
    return gradients
    ### END SOLUTION
