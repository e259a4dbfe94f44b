"""Chapter 1, along and across paths: misconceptions, the reference with edits."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

PATH = (
    Wrong(
        "slopes_at_the_start",
        f"{_NUMBERS} every slope is taken at x. The second operation is applied to "
        "what the first one gave, so its slope is taken there.",
        fails="along_a_chain unseen_chains",
        edits=(
            ('"square": 2 * value', '"square": 2 * x'),
            ('"sin": np.cos(value)', '"sin": np.cos(x)'),
            ('"exp": np.exp(value)', '"exp": np.exp(x)'),
            ('"tanh": 1 - np.tanh(value) ** 2', '"tanh": 1 - np.tanh(x) ** 2'),
        ),
    ),
    Wrong(
        "slopes_after_the_operation",
        f"{_NUMBERS} each slope is taken at the operation's result. It belongs to the "
        "number that goes *in*: work out the slope before you move on.",
        fails="each_operation_alone along_a_chain unseen_chains",
        edits=(
            ("derivative = derivative * slopes[operation]", "pass"),
            (
                "value = apply(operation, value)",
                "value = apply(operation, value)\n"
                '        slopes = {"square": 2 * value, "sin": np.cos(value),\n'
                '                  "exp": np.exp(value),\n'
                '                  "tanh": 1 - np.tanh(value) ** 2}\n'
                "        derivative = derivative * slopes[operation]",
            ),
        ),
    ),
    Wrong(
        "slopes_added",
        f"{_NUMBERS} the slopes are added up. Along one path they multiply: if y moves "
        "2 for each 1 of x, and z moves 3 for each 1 of y, then z moves 6.",
        fails="along_a_chain unseen_chains",
        edits=(
            ("value, derivative = x, 1.0", "value, derivative = x, 0.0"),
            ("derivative * slopes", "derivative + slopes"),
        ),
    ),
    Wrong(
        "last_first",
        f"{_NUMBERS} the operations are applied from the last to the first. The first "
        "name of the list is the one that x goes into.",
        fails="the_value along_a_chain unseen_chains",
        edits=(("in operations:", "in operations[::-1]:"),),
    ),
    Wrong(
        "sign_of_cosine",
        f"{_NUMBERS} the derivative of sin is taken as -cos. It is cos; the minus "
        "belongs to the derivative of cos.",
        fails="each_operation_alone along_a_chain unseen_chains",
        edits=(('"sin": np.cos(value)', '"sin": -np.cos(value)'),),
    ),
)

PATHS = (
    Wrong(
        "first_branch_only",
        f"{_NUMBERS} only one edge is followed out of each node. The node acts on the "
        "end through all of them: add what each contributes.",
        fails="two_paths paths_of_different_length two_edges_between_a_pair "
        "unseen_graphs",
        edits=(
            (
                "derivative = derivative + slope * chain_rule_paths(edges, target, "
                "end)",
                "return slope * chain_rule_paths(edges, target, end)",
            ),
        ),
    ),
    Wrong(
        "added_along_a_path",
        f"{_NUMBERS} the derivatives along a path are added. Along a path they "
        "multiply; across paths they add.",
        fails="two_paths paths_of_different_length two_edges_between_a_pair "
        "nothing_to_follow unseen_graphs",
        source="""\
def chain_rule_paths(edges, start, end):
    def totals(node):
        if node == end:
            return [0.0]
        return [
            slope + total
            for source, target, slope in edges
            if source == node
            for total in totals(target)
        ]
    return 1.0 if start == end else float(sum(totals(start)))
""",
    ),
    Wrong(
        "multiplied_across_paths",
        f"{_NUMBERS} the paths' weights are multiplied with each other. Each path is "
        "one way in which the start acts on the end; the ways add up.",
        fails="two_paths paths_of_different_length two_edges_between_a_pair "
        "nothing_to_follow unseen_graphs",
        edits=(
            ("derivative = 0.0", "derivative = 1.0"),
            ("derivative + slope *", "derivative * slope *"),
        ),
    ),
    Wrong(
        "averaged",
        f"{_NUMBERS} the branches are averaged. They add: with two ways to act, the "
        "start acts with both at once.",
        fails="two_paths paths_of_different_length two_edges_between_a_pair "
        "unseen_graphs",
        edits=(
            (
                "    return derivative",
                "    return derivative / max(1, sum(e[0] == start for e in edges))",
            ),
        ),
    ),
    Wrong(
        "second_edge_overwrites",
        f"{_NUMBERS} of two edges between the same nodes only one counts, as happens "
        "in a dict with a pair of nodes for its key. x times x uses x twice.",
        fails="two_edges_between_a_pair unseen_graphs",
        edits=(
            (
                "for source, target, slope in edges:",
                "for (source, target), slope in {e[:2]: e[2] for e in edges}.items():",
            ),
        ),
    ),
)

COUNT = (
    Wrong(
        "each_pair_once",
        "You count two edges between the same two nodes as one way. Each edge is a way "
        "of its own.",
        fails="parallel_edges many_paths",
        edits=(
            (
                "sum(\n                count(source) for source, target in edges if "
                "target == node\n            )",
                "sum(count(s) for s in {s for s, t in edges if t == node})",
            ),
        ),
    ),
    Wrong(
        "any_beginning",
        "You count from every node at which nothing arrives. Only paths that begin at "
        "`start` are asked for.",
        fails="a_small_graph many_paths",
        edits=(
            (
                "        return ways[node]",
                "            if not any(target == node for _, target in edges):\n"
                "                ways[node] = 1\n"
                "        return ways[node]",
            ),
        ),
    ),
    Wrong(
        "ways_multiplied",
        f"{_NUMBERS} the ways into a node are multiplied with each other. A path comes "
        "in by one of the edges, so the numbers of ways add.",
        fails="a_small_graph parallel_edges from_a_node_to_itself full_layers "
        "many_paths",
        edits=(
            (
                "ways[node] = sum(\n                count(source) for source, target "
                "in edges if target == node\n            )",
                "ways[node] = 1\n"
                "            for source, target in edges:\n"
                "                if target == node:\n"
                "                    ways[node] *= count(source)",
            ),
        ),
    ),
    Wrong(
        "unfinished_paths_too",
        "You add 1 at every node on the way, which counts paths that stop early too. "
        "Only the start itself has a way of its own.",
        fails="a_small_graph parallel_edges from_a_node_to_itself full_layers "
        "many_paths",
        edits=(("ways[node] = sum(", "ways[node] = 1 + sum("),),
    ),
    Wrong(
        "no_path_to_itself",
        "You count no path from a node to itself. There is one, the path without "
        "edges; it is what the counting begins with.",
        fails="from_a_node_to_itself",
        edits=(("return count(end)", "return 0 if start == end else count(end)"),),
    ),
)

ORDER = (
    Wrong(
        "results_first",
        "Your order is the right one backward: results stand before what they are "
        "computed from. That is the order for the way back; here operands come first.",
        fails="a_chain operands_first every_node_once unseen_orders",
        edits=(("    return order", "    return order[::-1]"),),
    ),
    Wrong(
        "inputs_first_then_as_listed",
        "You put the inputs first and leave the others as they were listed. Among the "
        "others, too, each must wait for its operands.",
        fails="a_chain operands_first every_node_once unseen_orders",
        source="""\
def topological_order(graph):
    inputs = [node.name for node in graph if node.operation == "input"]
    return inputs + [n.name for n in graph if n.operation != "input"]
""",
    ),
    Wrong(
        "level_by_level",
        "You go outward from the inputs and take a node as soon as *one* of its "
        "operands is there. It can be computed only when all of them are.",
        fails="operands_first unseen_orders",
        source="""\
def topological_order(graph):
    order = [node.name for node in graph if node.operation == "input"]
    for name in order:
        for node in graph:
            if name in node.operands and node.name not in order:
                order.append(node.name)
    return order
""",
    ),
    Wrong(
        "nodes_instead_of_names",
        "Your list holds the nodes themselves. Return their names: node.name of each.",
        fails="a_chain operands_first every_node_once unseen_orders",
        edits=(
            (
                "    return order",
                "    nodes = {node.name: node for node in graph}\n"
                "    return [nodes[name] for name in order]",
            ),
        ),
    ),
    Wrong(
        "no_memory_of_visits",
        "A node that is used more than once stands in your list more than once. "
        "Remember what is placed already.",
        fails="a_chain operands_first every_node_once unseen_orders",
        edits=(("        if name in order:\n            return\n", ""),),
    ),
    Wrong(
        "from_the_last_node_only",
        "You place only what one node of the list needs. Nodes that it does not "
        "depend on must be in the order too.",
        fails="a_chain operands_first every_node_once unseen_orders",
        edits=(("    for name in operands:\n        place(name)", "    place(name)"),),
    ),
)

WRONG = {
    "chain_rule_path": PATH,
    "chain_rule_paths": PATHS,
    "count_paths": COUNT,
    "topological_order": ORDER,
}
