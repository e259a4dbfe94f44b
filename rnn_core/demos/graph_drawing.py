"""A computation drawn as what it is: a graph, inputs on top, results below."""

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
        An SVG element.
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
        An SVG element.

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
    down = DOWN + LINE * max((len(lines) for lines in below.values()), default=0)
    width = ACROSS * (max(x for x, _ in places.values()) + (1.5 if beside else 1))
    height = down * (max(row for _, row in places.values()) + 1) + 10
    at = {k: (ACROSS * (x + 0.5), down * row + 25) for k, (x, row) in places.items()}
    edges = [
        _edge(at[parent], at[k], LINE * len(below.get(parent, ())), 9 * (2 * j - n + 1))
        for k in parents
        for parent in dict.fromkeys(parents[k])
        for n in [parents[k].count(parent)]
        for j in range(n)
    ]
    nodes = [_node(*at[k], labels[k], k in inputs, beside.get(k)) for k in parents]
    numbers = [
        text(words, at[k][0], at[k][1] + 28 + LINE * j, 12, role, text_anchor="middle")
        for k, lines in below.items()
        for j, (words, role) in enumerate(lines)
    ]
    return tag(
        "svg",
        *edges,
        *nodes,
        *numbers,
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        role="img",
        aria_label=words,
        style="max-width:100%;height:auto;font-family:var(--u-font, sans-serif)",
    )


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


def _edge(start, end, numbers, bend):
    (x, y), (u, v) = start, end
    y += 14 + numbers + (4 if numbers else 0)
    half = max(20, 0.4 * (v - y))
    way = f"M{x},{y}C{x + bend},{y + half} {u + bend},{v - 14 - half} {u},{v - 14}"
    return tag("path", d=way, fill="none", stroke=color("control"))


def _node(x, y, label, is_input, beside):
    box = {"x": x - 38, "y": y - 14, "width": 76, "height": 28}
    stroke = color("hidden" if beside else "control")
    round_ = {"rx": 4 if is_input else 14, "fill": color("bg"), "stroke": stroke}
    size = 13 if len(label) < 11 else 11
    words = text(label, x, y + 5, size, text_anchor="middle")
    more = text(beside, x + 43, y + 5, 13, "hidden") if beside else ""
    return tag("rect", **box, **round_) + words + more
