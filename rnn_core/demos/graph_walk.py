"""A small graph that the reader builds and walks: values forward, gradients back."""

import numpy as np

from rnn_core.demos.framework import Control, Demo, DemoError
from rnn_core.demos.svg import color, reading, tag, text
from rnn_core.records import Node

NODES = {  # name → where it stands in the drawing
    "x": (70, 36),
    "w": (170, 36),
    "b": (276, 136),
    "u": (120, 136),
    "v": (198, 232),
    "h": (198, 328),
    "z": (120, 424),
}
BINARY = ("multiply", "add", "subtract")
SQUASHING = ("tanh", "sigmoid", "square", "exp")
SIGNS = {"multiply": "×", "add": "+", "subtract": "−"}
SIGNS |= {"tanh": "tanh", "sigmoid": "σ", "square": "( )²", "exp": "exp"}
SECOND = ("x", "u", "v", "h")  # what may be the second operand of z
# source and target of each edge; the second operand of z is the reader's choice
EDGES = ("xu", "wu", "uv", "bv", "vh", "hz", "?z")
CHOICES = {"u_is": BINARY, "v_is": BINARY, "h_is": SQUASHING, "z_is": BINARY}
CHOICES["second"] = SECOND
START = {"x": 2.0, "w": 0.5, "b": -0.5}
START |= {"u_is": 0, "v_is": 1, "h_is": 0, "z_is": 0, "second": 1}
# the second edge of z, from each node it may come from
WAYS = {
    "x": "M60,53C14,190 14,350 102,412",
    "u": "M120,155L120,405",
    "v": "M182,242C150,290 134,350 126,406",
    "h": "M206,345C206,400 176,420 139,424",
}
PLACES = {"x": (36, 250), "u": (120, 300), "v": (146, 304), "h": (196, 404)}
RADIUS = 19


def chosen(u_is, v_is, h_is, z_is, second):
    """Return the graph that the reader has built."""
    return [
        *(Node(name, "input") for name in "xwb"),
        Node("u", BINARY[int(u_is)], ("x", "w")),
        Node("v", BINARY[int(v_is)], ("u", "b")),
        Node("h", SQUASHING[int(h_is)], ("v",)),
        Node("z", BINARY[int(z_is)], ("h", SECOND[int(second)])),
    ]


def step(graph_evaluate, graph_backward, x, w, b, **choices):
    """Evaluate the graph, go back, and say what each edge carries."""
    graph = chosen(**choices)
    values = graph_evaluate(graph, {"x": x, "w": w, "b": b})
    gradients = graph_backward(graph, values, "z")
    for name, found in (("graph_evaluate", values), ("graph_backward", gradients)):
        if not isinstance(found, dict) or set(found) != set(NODES):
            raise DemoError(f"{name} returned no dict with an entry for each node")
    at = [values[name] for name in NODES]
    return _outcome(at, [gradients[name] for name in NODES], **choices)


def page_step(x, w, b, u_is, v_is, h_is, z_is, second):
    """Compute the same by formulas for this one shape of graph."""
    u = _two(u_is, x, w)
    v = _two(v_is, u, b)
    h = _one(h_is, v)[0]
    other = _pick(second, (x, u, v, h))
    values = [x, w, b, u, v, h, _two(z_is, h, other)]
    to_h, to_other = _slopes(z_is, h, other)
    share = [np.where(second == k, to_other, 0.0) for k in range(len(SECOND))]
    dh = to_h + share[3]
    dv = dh * _one(h_is, v)[1] + share[2]
    du_dv, db_dv = _slopes(v_is, u, b)
    du = dv * du_dv + share[1]
    dx_du, dw_du = _slopes(u_is, x, w)
    gradients = [
        du * dx_du + share[0],
        du * dw_du,
        dv * db_dv,
        du,
        dv,
        dh,
        1.0 + 0.0 * x,
    ]
    choices = {"u_is": u_is, "v_is": v_is, "h_is": h_is, "z_is": z_is, "second": second}
    return _outcome(values, gradients, **choices)


def _outcome(values, gradients, u_is, v_is, h_is, z_is, second):
    """Name values and gradients by node; slopes and what is sent back, by edge."""
    values = dict(zip(NODES, values, strict=True))
    x, w, b, u, v, h, _ = (values[k] for k in ("x", "w", "b", "u", "v", "h", "z"))
    other = _pick(second, (x, u, v, h))
    slopes = [
        *_slopes(u_is, x, w),
        *_slopes(v_is, u, b),
        _one(h_is, v)[1],
        *_slopes(z_is, h, other),
    ]
    gradients = dict(zip(NODES, gradients, strict=True))
    sent = [
        slope * gradients[edge[1]] for slope, edge in zip(slopes, EDGES, strict=True)
    ]
    return {
        "values": np.stack([values[k] + 0.0 for k in NODES]),
        "gradients": np.stack([gradients[k] + 0.0 for k in NODES]),
        "slopes": np.stack([slope + 0.0 * x for slope in slopes]),
        "sent": np.stack([part + 0.0 * x for part in sent]),
    }


def _pick(which, options):
    """Return one of several numbers, without a branch."""
    return sum(np.where(which == k, option, 0.0) for k, option in enumerate(options))


def _two(operation, a, b):
    return _pick(operation, (a * b, a + b, a - b))


def _slopes(operation, a, b):
    """Return the derivatives of a product, a sum or a difference."""
    one = 1.0 + 0.0 * a
    return _pick(operation, (b, one, one)), _pick(operation, (a, one, -one))


def _one(operation, a):
    """Return value and derivative of the function chosen."""
    t, s = np.tanh(a), 0.5 + 0.5 * np.tanh(0.5 * a)
    return (
        _pick(operation, (t, s, a * a, np.exp(a))),
        _pick(operation, (1 - t * t, s * (1 - s), 2 * a, np.exp(a))),
    )


def draw(texts, steps, outputs):
    """Draw the graph with all values and gradients."""
    given, values = steps[0], outputs[0]
    second = SECOND[int(given["second"])]
    edges = [_edge(k, name, values, second) for k, name in enumerate(EDGES)]
    signs = {
        name: SIGNS[CHOICES[f"{name}_is"][int(given[f"{name}_is"])]] for name in "uvhz"
    }
    nodes = [_node(k, n, values, signs.get(n)) for k, n in enumerate(NODES)]
    svg = tag(
        "svg",
        *edges,
        *nodes,
        viewBox="0 0 340 470",
        width=340,
        height=470,
        role="img",
        aria_label=texts["drawing"],
        style="max-width:100%;height:auto;font-family:var(--u-font, sans-serif)",
    )
    return tag("div", svg, data_part="graph", style="text-align:center")


def _edge(k, name, values, second):
    if name == "?z":
        way, at = WAYS[second], PLACES[second]
    else:
        (x, y), (u, v) = NODES[name[0]], NODES[name[1]]
        way, at = f"M{x},{y}L{u},{v}", ((x + u) / 2, (y + v) / 2)
    box = {"x": -24, "y": -10, "width": 48, "height": 20, "rx": 4}
    words = tag(
        "text",
        reading(f"slopes.{k}", values["slopes"][k], element="tspan"),
        y=5,
        font_size=13,
        text_anchor="middle",
        fill=color("muted"),
    )
    label = tag(
        "g",
        tag("rect", **box, fill=color("bg")),
        words,
        transform=f"translate({at[0]},{at[1]})",
        data_label=name,
    )
    line = {"stroke": color("control"), "stroke_width": 1.5}
    return tag("g", tag("path", d=way, fill="none", **line), label, data_edge=name)


def _node(k, name, values, sign):
    x, y = NODES[name]
    ring = {"fill": color("bg"), "stroke": color("cell"), "stroke_width": 1.5}
    left = name == "x"
    place = {"x": x - RADIUS - 5 if left else x + RADIUS + 5}
    anchor = {"text_anchor": "end" if left else "start", "font_size": 14}
    if name == "z":
        place, anchor = {"x": x - RADIUS - 5}, {"text_anchor": "end", "font_size": 14}
    value = tag(
        "text",
        reading(f"values.{k}", values["values"][k], element="tspan"),
        **place,
        **anchor,
        y=y - 1,
        fill=color("text"),
        data_of="value",
    )
    gradient = tag(
        "text",
        tag("tspan", "d "),
        reading(f"gradients.{k}", values["gradients"][k], element="tspan"),
        **place,
        **anchor,
        y=y + 15,
        fill=color("gradient"),
        data_of="gradient",
    )
    at = y - 1 if sign else y + 5
    letter = text(name, x, at, 16, text_anchor="middle", font_style="italic")
    place_of_sign = {"text_anchor": "middle", "data_of": "sign"}
    sign = text(sign, x, y + 13, 12, "muted", **place_of_sign) if sign else ""
    ring = tag("circle", cx=x, cy=y, r=RADIUS, **ring)
    return tag("g", ring, letter, sign, value, gradient, data_node=name)


GRAPH_STEPS = Demo(
    name="graph-steps",
    uses=("graph_evaluate", "graph_backward"),
    step=step,
    page_step=page_step,
    inputs=tuple(START),
    controls=tuple(Control(name, -3, 3, START[name], step=0.1) for name in "xwb"),
    steps=(START,),
    draw=draw,
    shapes={
        "values": (len(NODES),),
        "gradients": (len(NODES),),
        "slopes": (len(EDGES),),
        "sent": (len(EDGES),),
    },
    data={
        "nodes": list(NODES),
        "edges": list(EDGES),
        "choices": {name: list(options) for name, options in CHOICES.items()},
        "signs": SIGNS,
        "ways": WAYS,
        "places": PLACES,
    },
)
