"""Chapter 1, along and across paths: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise
from rnn_core.functions import apply


@exercise("graph")
def chain_rule_path(operations, x):
    """Follow a number along a chain of functions, and its derivative with it.

    The first operation is applied to x, the next to what came out, and so on. The
    derivative of the whole is the product of the slopes, each taken where the number
    stood when that operation was reached.

    Parameters
    ----------
    operations : list of str
        Each one of "square", "sin", "exp" and "tanh"; `apply` computes them.
    x : float
        Where the chain begins.

    Returns
    -------
    value : float
        What comes out at the end.
    derivative : float
        Derivative of `value` with respect to `x`.

    References
    ----------
    .. [1] Goodfellow, Bengio, Courville (2016), "Deep Learning", section 6.5.2.
       Chapter: book/graph.

    Examples
    --------
    >>> value, derivative = chain_rule_path(["square", "square"], 3.0)  # x**4
    >>> float(value), float(derivative)
    (81.0, 108.0)
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    value, derivative = x, 1.0
    for operation in operations:
        slopes = {
            "square": 2 * value,
            "sin": np.cos(value),
            "exp": np.exp(value),
            "tanh": 1 - np.tanh(value) ** 2,
        }
        derivative = derivative * slopes[operation]
        value = apply(operation, value)
    return value, derivative
    ### END SOLUTION


@exercise("graph")
def chain_rule_paths(edges, start, end):
    """Add up the derivative over all paths of a graph.

    An edge carries the derivative of its target with respect to its source. A path
    weighs the product of the derivatives along it; the derivative of `end` with respect
    to `start` is the sum of the weights of all paths between them.

    Parameters
    ----------
    edges : list of (str, str, float)
        Source, target, derivative. Two nodes may be joined by more than one edge. No
        path leads back to where it came from.
    start, end : str
        Names of two nodes.

    Returns
    -------
    derivative : float
        0 where no path leads from `start` to `end`, 1 where they are the same node.

    References
    ----------
    .. [1] Goodfellow, Bengio, Courville (2016), "Deep Learning", section 6.5.2.
       Chapter: book/graph.

    Examples
    --------
    >>> edges = [("s", "x", 2.0), ("s", "y", 3.0), ("x", "z", 5.0), ("y", "z", 7.0)]
    >>> chain_rule_paths(edges, "s", "z")  # 2 * 5 + 3 * 7
    31.0
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    if start == end:
        return 1.0
    derivative = 0.0
    for source, target, slope in edges:
        if source == start:
            derivative = derivative + slope * chain_rule_paths(edges, target, end)
    return derivative
    ### END SOLUTION


@exercise("graph")
def count_paths(edges, start, end):
    """Count the paths between two nodes without listing them.

    Parameters
    ----------
    edges : list of (str, str)
        Source and target of each edge. The same pair may stand there twice: two edges
        are two ways. No path leads back to where it came from.
    start, end : str
        Names of two nodes.

    Returns
    -------
    count : int
        Number of paths from `start` to `end`. From a node to itself there is one, the
        path of no edges.

    References
    ----------
    .. [1] Goodfellow, Bengio, Courville (2016), "Deep Learning", section 6.5.3 (the
       number of paths can grow exponentially). Chapter: book/graph.

    Examples
    --------
    >>> edges = [("s", "x"), ("s", "y"), ("x", "y"), ("x", "z"), ("y", "z")]
    >>> count_paths(edges, "s", "z")  # s x z, s y z, s x y z
    3
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    ways = {start: 1}

    def count(node):
        if node not in ways:
            ways[node] = sum(
                count(source) for source, target in edges if target == node
            )
        return ways[node]

    return count(end)
    ### END SOLUTION


@exercise("graph")
def topological_order(graph):
    """Put the nodes of a graph into an order in which they can be computed.

    Parameters
    ----------
    graph : list of Node
        In any order. `operands` of a node are names of other nodes of the list, and no
        node depends on itself.

    Returns
    -------
    order : list of str
        Every name once, each after the names of all its operands. Where several orders
        do that, any of them is right.

    References
    ----------
    .. [1] Knuth (1997), "The Art of Computer Programming", volume 1, section 2.2.3,
       algorithm T. Chapter: book/graph.

    Examples
    --------
    >>> from rnn_core.records import Node
    >>> topological_order([
    ...     Node("z", "tanh", ("y",)), Node("y", "square", ("x",)), Node("x", "input")
    ... ])
    ['x', 'y', 'z']
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    operands = {node.name: node.operands for node in graph}
    order = []

    def place(name):
        if name in order:
            return
        for operand in operands[name]:
            place(operand)
        order.append(name)

    for name in operands:
        place(name)
    return order
    ### END SOLUTION
