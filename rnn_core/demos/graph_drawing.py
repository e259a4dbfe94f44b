"""A traced program drawn as what it is: a graph, inputs on top, results below."""

from rnn_core.demos.svg import color, tag, text, trimmed

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
    places = _places(parents)
    width = ACROSS * (max(x for x, _ in places.values()) + 1.5)  # room for a name
    height = DOWN * (max(row for _, row in places.values()) + 1) + 10
    at = {k: (ACROSS * (x + 0.5), DOWN * (row + 0.5)) for k, (x, row) in places.items()}
    edges = [_edge(at[parent], at[k]) for k in parents for parent in parents[k]]
    results = {k: name for name, k in program.outputs.items() if k in at}
    inputs = range(len(program.inputs))
    nodes = [_node(*at[k], labels[k], k in inputs, results.get(k)) for k in parents]
    return tag(
        "svg",
        *edges,
        *nodes,
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        role="img",
        aria_label=f"The computational graph of {program.name}",
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
    """Return number → (position in the row, row): below and between the operands."""
    row, places = {}, {}
    for k, operands in parents.items():
        row[k] = 1 + max((row[j] for j in operands), default=-1)
    for level in range(max(row.values()) + 1):
        taken = -1.0
        wanted = [(_middle(parents[k], places, k), k) for k in row if row[k] == level]
        for x, k in sorted(wanted):
            taken = max(x, taken + 1)
            places[k] = taken, level
    return places


def _middle(operands, places, k):
    return sum(places[j][0] for j in operands) / len(operands) if operands else k


def _edge(start, end):
    (x, y), (u, v) = start, end
    way = f"M{x},{y + 14}C{x},{y + 34} {u},{v - 34} {u},{v - 14}"
    return tag("path", d=way, fill="none", stroke=color("control"))


def _node(x, y, label, is_input, result):
    box = {"x": x - 38, "y": y - 14, "width": 76, "height": 28}
    stroke = color("hidden" if result else "control")
    round_ = {"rx": 4 if is_input else 14, "fill": color("bg"), "stroke": stroke}
    words = text(label, x, y + 5, 13, text_anchor="middle")
    beside = text(f"= {result}", x + 43, y + 5, 13, "hidden") if result else ""
    return tag("rect", **box, **round_) + words + beside
