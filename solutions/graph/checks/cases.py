"""Chapter 1: arguments for the checks, drawn with two decimals.

Sizes are all different, so that a transposition cannot pass.
"""

import itertools

from rnn_core.records import Node
from solutions.graph import reference

# unrolled-canary: keep out of anything published


def draw(rng, *shape, low=-1.0, high=1.0):
    """Draw numbers with two decimals, short enough to read in a message."""
    return rng.uniform(low, high, shape).round(2)


def number(rng, low=-1.0, high=1.0):
    """Draw one number with two decimals."""
    return float(draw(rng, low=low, high=high))


def away_from_zero(rng, *shape):
    """Draw positive numbers: divisors, and arguments of a logarithm."""
    return draw(rng, *shape, low=0.5, high=2.0)


def weighted(rng, edges):
    """Put a derivative on each edge, none of them near 0 or 1."""
    return [(*edge, number(rng, 1.5, 3.0)) for edge in edges]


def layered(widths):
    """Return the edges of a graph from s through full layers to z."""
    layers = [["s"], *([f"{'abcdefgh'[k]}{j}" for j in range(n)] for k, n in widths)]
    layers.append(["z"])
    pairs = itertools.pairwise(layers)
    return [(u, v) for left, right in pairs for u in left for v in right]


def shuffled(rng, items):
    """Return the items of a list in another order."""
    return [items[k] for k in rng.permutation(len(items))]


# b is nearer to the inputs by way of a shorter path than by its longer one
KNOTTED = [
    Node("e", "subtract", ("d", "a")),
    Node("b", "add", ("p", "a")),
    Node("p", "input"),
    Node("c", "multiply", ("b", "b")),
    Node("a", "tanh", ("q",)),
    Node("d", "add", ("c", "q")),
    Node("q", "input"),
    Node("f", "multiply", ("p", "e")),
]


def renamed(rng, graph):
    """Give the nodes of a graph other names and another order.

    Not an order in which they could be computed, or of which the reverse could.
    """
    letters = shuffled(rng, "ghijkmnruvwxy")
    names = dict(zip((n.name for n in graph), letters, strict=False))
    renamed = [Node(names[n], op, tuple(names[k] for k in ks)) for n, op, ks in graph]
    while True:
        candidate = shuffled(rng, renamed)
        order = [node.name for node in candidate]
        if not (computable(candidate, order) or computable(candidate, order[::-1])):
            return candidate, names


def computable(graph, order):
    """Tell whether every node comes after its operands."""
    place = {name: k for k, name in enumerate(order)}
    return all(place[k] < place[name] for name, _, ks in graph for k in ks)


# one step of a network with a loss: shared x, a bias, a product, differences
NETWORK = [
    Node("loss", "sum", ("errors",)),
    Node("x", "input"),
    Node("errors", "multiply", ("gap", "gap")),
    Node("gap", "subtract", ("h", "target")),
    Node("a", "add", ("xW", "b")),
    Node("h", "tanh", ("a",)),
    Node("W", "input"),
    Node("xW", "matmul", ("x", "W")),
    Node("b", "input"),
    Node("target", "input"),
]


def network(rng, N=2, D=3, H=4):
    """Return a graph with a batch, a matrix and a bias, and values for its inputs."""
    shapes = {"x": (N, D), "W": (D, H), "b": (H,), "target": (N, H)}
    return NETWORK, {name: draw(rng, *shape) for name, shape in shapes.items()}


# u is used by v and by w, and both by z: two ways that meet before they go on to x
SHARED = [
    Node("z", "multiply", ("v", "w")),
    Node("x", "input"),
    Node("v", "subtract", ("u", "x")),
    Node("u", "multiply", ("x", "y")),
    Node("y", "input"),
    Node("w", "sigmoid", ("u",)),
    Node("aside", "exp", ("y",)),
]


def shared(rng, *shape):
    """Return a graph in which nodes are used twice, and values for its inputs."""
    graph, total = list(SHARED), Node("total", "sum", ("z",))
    graph.insert(2, total)
    return graph, {"x": draw(rng, *shape, low=1.2, high=2.0), "y": draw(rng, *shape)}


def backward_arguments(graph, inputs, output):
    """Return the arguments of `graph_backward`."""
    return graph, reference.graph_evaluate(graph, inputs), output


def jvp_arguments(rng, graph, inputs, *moving):
    """Return the arguments of `jvp`, with a direction for some inputs."""
    values = reference.graph_evaluate(graph, inputs)
    return graph, values, {k: draw(rng, *inputs[k].shape) for k in moving}
