"""Computational graphs to look at, and traced functions as such graphs."""

import numpy as np

from rnn_core.demos.graph_drawing import draw_nodes
from rnn_core.program import OPERATIONS
from rnn_core.records import Node

KNOWN = ("add", "subtract", "multiply", "divide", "matmul", "exp", "log", "tanh")


class GraphDrawing:
    """A graph on display: a drawing where there is room for one, else lines of text."""

    def __init__(self, graph, values=None, gradients=None):
        self.graph, self.values, self.gradients = graph, values, gradients

    def _repr_html_(self):
        return draw_nodes(self.graph, self.values, self.gradients)

    def __repr__(self):
        """Write the graph as one line of mathematics a node."""
        return spell(self.graph)


def show_graph(graph, values=None, gradients=None):
    """Draw a graph, with numbers below its nodes.

    Parameters
    ----------
    graph : list of Node
        In an order in which they can be computed.
    values, gradients : dict of str to float, optional
        What `graph_evaluate` and `graph_backward` returned, where all are numbers.

    Returns
    -------
    GraphDrawing
        Displays itself.
    """
    return GraphDrawing(graph, values, gradients)


def spell(graph):
    """Write a graph as one line of mathematics a node.

    Examples
    --------
    >>> print(spell([Node("x", "input"), Node("y", "multiply", ("x", "x"))]))
    x: input
    y = multiply(x, x)
    """
    return "\n".join(
        f"{name}: input"
        if operation == "input"
        else f"{name} = {operation}({', '.join(operands)})"
        for name, operation, operands in graph
    )


def graph_of(program):
    """Read a traced program as a graph of this course's nodes.

    Parameters
    ----------
    program : rnn_core.program.Program
        What `rnn_core.trace.trace` returned.

    Returns
    -------
    graph : list of Node
        Constants are inputs of their own.
    constants : dict of str to ndarray or float
        The values of these.

    Raises
    ------
    ValueError
        For an operation that `rnn_core.functions.apply` does not know.

    Examples
    --------
    >>> from rnn_core.trace import trace
    >>> graph, constants = graph_of(trace(lambda x: 2 * x, 1.0))
    >>> [node.name for node in graph], constants
    (['x', 'v1', 'result'], {'v1': array(2.)})
    """
    names = [name for name, _ in program.inputs]
    graph, constants = [Node(name, "input") for name in names], {}
    values = [np.ones(shape) for _, shape in program.inputs]  # for their shapes
    for k, (operation, operands, *parameters) in enumerate(program.nodes, len(names)):
        names.append(f"v{k}")
        given = [values[j] for j in operands]
        values.append(OPERATIONS[operation](*given, *parameters))
        if operation == "constant":
            graph.append(Node(names[k], "input"))
            constants[names[k]] = values[k]
        elif operation in KNOWN or (operation == "sum" and np.ndim(values[k]) == 0):
            graph.append(Node(names[k], operation, tuple(names[j] for j in operands)))
        else:
            raise ValueError(
                f"{program.name} uses {operation}, which the graphs of chapter 1 do "
                f"not have; they have sum (of all entries), {', '.join(KNOWN)}"
            )
    renamed = {names[k]: out for out, k in program.outputs.items() if out not in names}
    return [
        Node(renamed.get(n, n), op, tuple(renamed.get(j, j) for j in operands))
        for n, op, operands in graph
    ], constants
