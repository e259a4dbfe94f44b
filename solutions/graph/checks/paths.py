"""Chapter 1, along and across paths: the checks of every exercise."""

import itertools

from autograder.suite import Suite
from rnn_core.properties import TopologicalOrder
from rnn_core.records import Node
from solutions.graph import reference
from solutions.graph.checks.cases import KNOTTED, layered, number, renamed, shuffled
from solutions.graph.checks.cases import weighted as weigh

# unrolled-canary: keep out of anything published

path = Suite(reference.chain_rule_path)


@path.check(points=1, outputs="value")
def the_value(rng):
    """The value runs through the operations in their order."""
    yield ["square", "sin", "exp"], number(rng, 0.5, 1.4)
    yield ["sin", "tanh", "square"], number(rng, 0.5, 1.4)


@path.check(points=1, outputs="derivative")
def each_operation_alone(rng):
    """The slope of each operation is right where it stands alone."""
    for operation in ("square", "sin", "exp", "tanh"):
        yield [operation], number(rng, 0.6, 1.4)


@path.check(points=1, outputs="derivative")
def along_a_chain(rng):
    """Along a chain, the derivative is the product of the slopes met on the way."""
    yield ["square", "sin", "exp"], number(rng, 0.5, 1.1)
    yield ["tanh", "square", "exp", "sin"], number(rng, 0.5, 1.1)


@path.check(points=2, hidden=True)
def unseen_chains(rng):
    """It holds for other chains and other places too."""
    for _ in range(3):
        first, second, third = shuffled(rng, ["square", "sin", "tanh"])
        yield [first, second, "exp", third], number(rng, 0.6, 1.2)
    yield ["exp", "square"], number(rng, -1.2, -0.3)


paths = Suite(reference.chain_rule_paths)


@paths.check(points=1)
def two_paths(rng):
    """A node that is used twice: the two paths add up."""
    yield weigh(rng, layered([(0, 2)])), "s", "z"


@paths.check(points=1)
def paths_of_different_length(rng):
    """Long and short paths count, each with the product along it."""
    edges = [("s", "a"), ("a", "b"), ("s", "b"), ("b", "z"), ("s", "z"), ("a", "z")]
    yield weigh(rng, edges), "s", "z"
    yield weigh(rng, shuffled(rng, edges)), "a", "z"


@paths.check(points=1)
def two_edges_between_a_pair(rng):
    """Two edges between the same two nodes are two paths, as in x times x."""
    yield weigh(rng, [("x", "y"), ("x", "y"), ("y", "z")]), "x", "z"


@paths.check(points=1)
def nothing_to_follow(rng):
    """Without a path the derivative is 0, from a node to itself it is 1."""
    edges = weigh(rng, [("s", "a"), ("b", "a"), ("a", "z")])
    yield edges, "s", "b"
    yield edges, "a", "a"
    yield edges, "b", "z"


@paths.check(points=2, hidden=True)
def unseen_graphs(rng):
    """It holds for other graphs too."""
    edges = [*layered([(0, 2), (1, 3)]), ("s", "z"), ("a0", "a1"), ("b2", "z")]
    yield weigh(rng, shuffled(rng, edges)), "s", "z"
    yield weigh(rng, shuffled(rng, edges)), "a0", "z"
    yield weigh(rng, edges), "b1", "a0"


count = Suite(reference.count_paths)


@count.check(points=1)
def a_small_graph(rng):
    """In a graph small enough to count by hand, every path counts once."""
    edges = [("s", "x"), ("s", "y"), ("x", "y"), ("x", "z"), ("y", "z"), ("w", "y")]
    yield edges, "s", "z"
    yield shuffled(rng, edges), "w", "z"
    yield edges, "z", "s"


@count.check(points=1)
def parallel_edges(rng):
    """Two edges between the same two nodes are two ways."""
    yield [("x", "y"), ("x", "y"), ("y", "z"), ("x", "z")], "x", "z"


@count.check(points=1)
def from_a_node_to_itself(rng):
    """From a node to itself there is one path, the one without edges."""
    edges = [("s", "x"), ("x", "z"), ("s", "z")]
    yield edges, "x", "x"
    yield edges, "s", "z"


@count.check(points=1)
def full_layers(rng):
    """Full layers of 2, 3 and 4 nodes have 24 paths; a short cut adds some."""
    edges = layered([(0, 2), (1, 3), (2, 4)])
    yield shuffled(rng, edges), "s", "z"
    yield shuffled(rng, [*edges, ("s", "b0"), ("a1", "z")]), "s", "z"


@count.check(points=2, hidden=True)
def many_paths(rng):
    """It holds for graphs with thousands of paths too."""
    for _ in range(2):
        widths = [(k, int(n)) for k, n in enumerate(rng.integers(2, 5, 6))]
        extra = [("s", "c0"), ("a0", "a1"), ("a0", "a1"), ("root", "b0"), ("b1", "z")]
        yield shuffled(rng, [*layered(widths), *extra]), "s", "z"


order = Suite(reference.topological_order)


def any_order(graph):
    """Say what must stand before what."""
    return TopologicalOrder({node.name: node.operands for node in graph})


def chain(names):
    """Return a graph in which each node is computed from the one before."""
    pairs = itertools.pairwise(names)
    return [Node(names[0], "input"), *(Node(b, "tanh", (a,)) for a, b in pairs)]


@order.check(points=1, expect=any_order)
def a_chain(rng):
    """A chain comes out in the order of its links, however it was listed."""
    yield (shuffled(rng, chain("rucme"))[::-1],)
    yield ([chain("vat")[k] for k in (1, 2, 0)],)


@order.check(points=1, expect=any_order)
def operands_first(rng):
    """Every node stands after all its operands, also where ways differ in length."""
    yield ([KNOTTED[k] for k in (0, 7, 2, 1, 3, 4, 5, 6)],)


@order.check(points=1, expect=any_order)
def every_node_once(rng):
    """Every node is there once, also what is used often and what is never used."""
    yield ([Node("c", "add", ("b", "a")), *KNOTTED[1:2], *chain("qa"), *chain("po")],)


@order.check(points=2, hidden=True, expect=any_order)
def unseen_orders(rng):
    """It holds for other graphs too."""
    for _ in range(3):
        yield (renamed(rng, KNOTTED)[0],)
