"""A computation drawn as what it is: a graph, inputs on top, results below."""

import itertools

from rnn_core.demos.svg import amount, color, tag, text, trimmed

SYMBOLS = {
    "add": "+",
    "subtract": "−",
    "multiply": "×",
    "divide": "÷",
    "negative": "−",
    "matmul": "@",
    "getitem": "[…]",
    "power": "^",
}
ACROSS, DOWN = 84, 50  # between neighbours in a row, between rows
LEGIBLE = 0.85  # no drawing shrinks further; what is too wide then scrolls
LINE = 16  # height of a line of numbers below a node


def draw_graph(program):
    """Draw a program as SVG.

    Constants stand inside the operation that uses them. A value stands one row below
    the last of its operands, above or between those it is computed from.

    Parameters
    ----------
    program : rnn_core.program.Program
        A traced function.

    Returns
    -------
    str
        An SVG element in a box.
    """
    parents, labels = _graph(program)
    inputs = set(range(len(program.inputs)))
    results = {k: f"= {name}" for name, k in program.outputs.items() if k in labels}
    words = f"The computational graph of {program.name}"
    return _drawing(parents, labels, inputs, results, {}, words)


def draw_nodes(graph, values=None, gradients=None):
    """Draw a list of nodes as SVG, with numbers below them.

    Parameters
    ----------
    graph : list of Node
        In an order in which they can be computed.
    values, gradients : dict of str to float, optional
        Numbers to write below the nodes.

    Returns
    -------
    str
        An SVG element in a box.

    Raises
    ------
    ValueError
        When a node stands before one of its operands.
    """
    parents, labels, below = {}, {}, {}
    for name, operation, operands in graph:
        for operand in operands:
            if operand not in parents:
                raise ValueError(
                    f"the node {name!r} stands before its operand {operand!r}: put the "
                    "list into the order of topological_order first"
                )
        parents[name] = list(operands)
        symbol = SYMBOLS.get(operation, operation)
        labels[name] = name if operation == "input" else f"{name}: {symbol}"
        below[name] = _numbers_below(name, values, gradients)
    inputs = {node.name for node in graph if node.operation == "input"}
    words = f"A computational graph with {len(graph)} nodes: "
    words += "; ".join(_in_words(node) for node in graph)
    return _drawing(parents, labels, inputs, {}, below, words)


def _in_words(node):
    if node.operation == "input":
        return f"{node.name} is an input"
    return f"{node.name} is {node.operation} of {', '.join(node.operands)}"


def _numbers_below(name, values, gradients):
    """Return lines of (text, colour) that stand below a node."""
    lines = []
    if values and name in values:
        lines.append((amount(float(values[name])), "text"))
    if gradients and name in gradients:
        lines.append((f"d {amount(float(gradients[name]))}", "gradient"))
    return lines


def _drawing(parents, labels, inputs, beside, below, words):
    """Draw nodes by name: what each is computed from, its label, its numbers."""
    places = _places(parents)
    lines = max((len(numbers) for numbers in below.values()), default=0)
    down = DOWN + LINE * lines + (6 if lines else 0)
    at = {k: (ACROSS * (x + 0.5), down * row + 25) for k, (x, row) in places.items()}
    ways = []
    for k in parents:
        for parent in dict.fromkeys(parents[k]):
            room = LINE * len(below.get(parent, ()))
            way = _way(at[parent], at[k], down, list(at.values()))
            n = parents[k].count(parent)
            ways += [(way, room, 9 * (2 * j - n + 1)) for j in range(n)]
    edges = [_edge(way, room, bend) for way, room, bend in ways]
    turns = [x for way, _, _ in ways for x, _ in way]
    left = min([0, *(x - 10 for x in turns)])
    widest = max(x for x, _ in places.values())
    width = ACROSS * (widest + (1.5 if beside else 1)) - left
    width = max(width, max(turns, default=0) + 10 - left)
    height = down * (max(row for _, row in places.values()) + 1) + 10
    nodes = [_node(*at[k], labels[k], k in inputs, beside.get(k)) for k in parents]
    numbers = [
        text(words, at[k][0], at[k][1] + 28 + LINE * j, 12, role, text_anchor="middle")
        for k, lines in below.items()
        for j, (words, role) in enumerate(lines)
    ]
    svg = tag(
        "svg",
        *edges,
        *nodes,
        *numbers,
        viewBox=f"{left} 0 {width} {height}",
        width=width,
        height=height,
        role="img",
        aria_label=words,
        style=f"max-width:100%;min-width:{round(LEGIBLE * width)}px;"
        "height:auto;font-family:var(--u-font, sans-serif)",
    )
    style = "overflow-x:auto;text-align:center"
    return tag("div", svg, style=style, class_="u-figure")


def _graph(program):
    """Return number → operands and number → label, constants left out."""
    parents = {k: [] for k in range(len(program.inputs))}
    labels = {k: name for k, (name, _) in enumerate(program.inputs)}
    constants = {}
    for k, node in enumerate(program.nodes, start=len(program.inputs)):
        operation, operands, *parameters = node
        if operation == "constant":
            constants[k] = _constant(parameters[0])
            continue
        parents[k] = [j for j in operands if j not in constants]
        words = [constants[j] for j in operands if j in constants]
        labels[k] = " ".join([SYMBOLS.get(operation, operation), *words])
    return parents, labels


def _constant(value):
    return trimmed(value, 4) if isinstance(value, int | float) else "array"


def _places(parents):
    """Return name → (position in the row, row): below and between the operands."""
    row, places, first = {}, {}, {}
    for k, operands in parents.items():
        row[k] = 1 + max((row[j] for j in operands), default=-1)
        first[k] = len(first)  # inputs stand in their order
    for level in range(max(row.values()) + 1):
        taken = -1.0
        here = [k for k in row if row[k] == level]
        wanted = [(_middle(parents[k], places, first[k]), first[k], k) for k in here]
        for x, _, k in sorted(wanted):
            taken = max(x, taken + 1)
            places[k] = taken, level
    return places


def _middle(operands, places, k):
    return sum(places[j][0] for j in operands) / len(operands) if operands else k


def _way(start, end, down, places):
    """Return the points an edge runs through: one in each row, beside its nodes."""
    (x, y), (u, v) = start, end
    rows = round((v - y) / down)
    points = [start]
    for row in range(1, rows):
        straight, level = x + (u - x) * row / rows, y + down * row
        here = [a for a, b in places if b == level]
        free = [
            straight + step
            for step in (0, 58, -58, 104, -104, 150, -150)
            if all(abs(straight + step - a) >= 48 for a in here)
        ]
        points.append((free[0] if free else straight, level))
    return [*points, end]


def _edge(way, numbers, bend):
    """Draw an edge as a smooth curve, level at its ends; `bend` sets twins apart."""
    (x, y), *turns, (u, v) = way
    points = [(x, y + 14 + numbers + (4 if numbers else 0)), *turns, (u, v - 14)]
    drawn = f"M{x},{points[0][1]}"
    for k, ((a, b), (c, d)) in enumerate(itertools.pairwise(points)):
        third = (d - b) / (3 if turns else 2)
        out, into = _lean(points, k), _lean(points, k + 1)
        drawn += f"C{a + third * out + bend:.1f},{b + third:.1f} "
        drawn += f"{c - third * into + bend:.1f},{d - third:.1f} {c},{d}"
    return tag("path", d=drawn, fill="none", stroke=color("control"))


def _lean(points, k):
    """Return how far a curve moves sideways, for each unit down, at one point."""
    if k in (0, len(points) - 1):
        return 0.0
    (a, b), (c, d) = points[k - 1], points[k + 1]
    return (c - a) / (d - b)


def _node(x, y, label, is_input, beside):
    box = {"x": x - 38, "y": y - 14, "width": 76, "height": 28}
    stroke = color("hidden" if beside else "control")
    round_ = {"rx": 4 if is_input else 14, "fill": color("bg"), "stroke": stroke}
    size = 13 if len(label) < 11 else 11
    words = text(label, x, y + 5, size, text_anchor="middle")
    more = text(beside, x + 43, y + 5, 13, "hidden") if beside else ""
    return tag("rect", **box, **round_) + words + more
