"""Paths of a small graph lighting up one by one: products along, a sum across."""

from html import escape

import numpy as np

from rnn_core.demos.framework import Control, Demo
from rnn_core.demos.svg import color, reading, tag, text

NODES = {  # name → where it stands in the drawing
    "s": (170, 34),
    "a": (84, 134),
    "b": (256, 134),
    "c": (84, 244),
    "d": (170, 244),
    "z": (170, 346),
}
EDGES = {  # source and target → the derivative to begin with
    "sa": 2.0,
    "sb": 1.0,
    "ac": 1.0,
    "ad": 3.0,
    "bd": 2.0,
    "bz": -4.0,
    "cz": 2.0,
    "dz": 0.5,
}
PATHS = ("sacz", "sadz", "sbdz", "sbz")
RADIUS = 19


def edges_of(path):
    """Return the edges of a path: ``"sbz"`` has ``"sb"`` and ``"bz"``."""
    return [path[k : k + 2] for k in range(len(path) - 1)]


def step(chain_rule_paths, **derivatives):
    """Weigh each path by itself, then sum over all paths from each node to z."""
    edges = [(name[0], name[1], value) for name, value in derivatives.items()]

    weights = [
        chain_rule_paths([e for e in edges if e[0] + e[1] in edges_of(path)], "s", "z")
        for path in PATHS
    ]
    return _outcome(weights, [chain_rule_paths(edges, node, "z") for node in NODES])


def page_step(sa, sb, ac, ad, bd, bz, cz, dz):
    """Compute the same by formulas for this one graph."""
    weights = [sa * ac * cz, sa * ad * dz, sb * bd * dz, sb * bz]
    a, b = ac * cz + ad * dz, bd * dz + bz
    return _outcome(weights, [sa * a + sb * b, a, b, cz, dz, 1.0 + 0.0 * sa])


def _outcome(weights, to_z):
    """Name the weights, their running sum, and what each node does to z."""
    sums = [weights[0]]
    for weight in weights[1:]:
        sums.append(sums[-1] + weight)
    return {
        "weights": np.stack(weights),
        "sums": np.stack(sums),
        "to_z": np.stack(to_z),
    }


def draw(texts, steps, outputs):
    """Draw the graph with all numbers, and the list of paths beside it."""
    graph = tag("div", _graph(texts, steps[0], outputs[0]), data_part="graph")
    columns = "grid-template-columns:repeat(auto-fit,minmax(250px,1fr))"
    style = f"display:grid;gap:12px 28px;align-items:center;{columns}"
    return tag("div", graph, _list(texts, outputs[0]), style=style)


def _graph(texts, given, values):
    edges = [_edge(name, given[name]) for name in EDGES]
    nodes = [_node(k, name, values["to_z"][k]) for k, name in enumerate(NODES)]
    return tag(
        "svg",
        *edges,
        *nodes,
        viewBox="0 0 340 392",
        width=340,
        height=392,
        role="img",
        aria_label=texts["drawing"],
        style="max-width:100%;height:auto;font-family:var(--u-font, sans-serif)",
    )


def _edge(name, value):
    (x, y), (u, v) = NODES[name[0]], NODES[name[1]]
    long = name == "bz"  # past d, so it bends
    way = (
        f"M{x},{y}L{u},{v}"
        if not long
        else f"M{x},{y}C{x + 14},{y + 120} 250,300 {u},{v}"
    )
    at = (x + 0.5 * (u - x), y + 0.5 * (v - y)) if not long else (262, 250)
    line = {"stroke": color("control"), "stroke_width": 1.5}
    words = reading(name, value, "trimmed", element="tspan")
    box = {"x": at[0] - 17, "y": at[1] - 10, "width": 34, "height": 20, "rx": 4}
    label = {"x": at[0], "y": at[1] + 5, "font_size": 14, "text_anchor": "middle"}
    return tag(
        "g",
        tag("path", d=way, fill="none", **line),
        tag("rect", **box, fill=color("bg")),
        tag("text", words, **label, fill=color("text")),
        data_edge=name,
    )


def _node(k, name, value):
    x, y = NODES[name]
    ring = {"fill": color("bg"), "stroke": color("cell"), "stroke_width": 1.5}
    left = name in "ac"
    place = {"x": x - RADIUS - 6 if left else x + RADIUS + 6, "y": y + 5}
    number = tag(
        "text",
        reading(f"to_z.{k}", value, "trimmed", element="tspan"),
        **place,
        font_size=14,
        font_weight=650,
        text_anchor="end" if left else "start",
        fill=color("gradient"),
    )
    letter = text(name, x, y + 5, 16, text_anchor="middle", font_style="italic")
    ring = tag("circle", cx=x, cy=y, r=RADIUS, **ring)
    return tag("g", ring, letter, number, data_node=name)


def _list(texts, values):
    """List the paths with their weights and the sum so far."""
    cell = {"style": "padding:3px 0;text-align:right"}
    first = {
        "style": "padding:3px 0;text-align:left;font-weight:400;white-space:nowrap"
    }
    heads = [tag("th", escape(texts["path"]), scope="col", **first)]
    heads += [
        tag("th", escape(texts[k]), scope="col", **cell) for k in ("weight", "sum")
    ]
    rows = [
        tag(
            "tr",
            tag("th", " → ".join(path), scope="row", **first),
            tag("td", reading(f"weights.{k}", values["weights"][k], "trimmed"), **cell),
            tag("td", reading(f"sums.{k}", values["sums"][k], "trimmed"), **cell),
            data_path=f"{k}",
        )
        for k, path in enumerate(PATHS)
    ]
    table = tag(
        "table",
        tag("caption", escape(texts["table"])),
        tag("thead", tag("tr", *heads)),
        tag("tbody", *rows),
        style="width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums",
    )
    return tag("div", table, data_part="list")


PATH_SUMS = Demo(
    name="path-sums",
    uses=("chain_rule_paths",),
    step=step,
    page_step=page_step,
    inputs=tuple(EDGES),
    controls=tuple(Control(name, -4, 4, at, step=0.5) for name, at in EDGES.items()),
    steps=(EDGES,),
    draw=draw,
    shapes={"weights": (len(PATHS),), "sums": (len(PATHS),), "to_z": (len(NODES),)},
    data={"paths": list(PATHS), "nodes": list(NODES), "edges": list(EDGES)},
)
