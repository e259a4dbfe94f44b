"""The gates of one LSTM unit under sliders: one input, one unit, one sequence."""

import numpy as np

from rnn_core.demos.framework import Control, Demo, DemoError, taken
from rnn_core.demos.svg import color, linear, named, path, tag, text, trimmed
from rnn_core.functions import sigmoid

BLOCKS = "ifgo"  # the order of the four blocks in W_x, W_h and b
ROLES = {"i": "input", "f": "forget", "g": "candidate", "o": "output"}
REACH = 8.0  # a gate's curve is drawn from -8 to 8
START = {
    **{"x_t": 1.0, "h_prev": 0.0, "c_prev": 1.5},
    **{"b_i": 0.0, "b_f": 1.0, "b_g": 0.0, "b_o": 0.0},
    **{"w_i": 1.0, "w_f": 0.5, "w_g": 1.0, "w_o": -1.0},
    **{"u_i": 0.5, "u_f": 0.5, "u_g": 1.0, "u_o": 0.5},
}


def step(lstm_cell_forward, **given):
    """Run one step of a layer with N = D = H = 1 and take its numbers out."""
    column = {k: np.stack([given[f"{k}_{gate}"] for gate in BLOCKS]) for k in "wub"}
    single = {k: np.reshape(given[k], (1, 1)) for k in ("x_t", "h_prev", "c_prev")}
    W_x, W_h = (np.reshape(column[k], (1, 4)) for k in "wu")
    result = lstm_cell_forward(**single, W_x=W_x, W_h=W_h, b=column["b"])
    h_t, c_t, cache = taken("lstm_cell_forward", result, "h_t", "c_t", "cache")
    a_t = given["x_t"] * column["w"] + given["h_prev"] * column["u"] + column["b"]
    numbers = {f"a_{gate}": a_t[k] for k, gate in enumerate(BLOCKS)}
    for gate in BLOCKS:
        numbers[gate] = _of_cache(cache, f"{gate}_t")[0, 0]
    numbers["tanh_c"] = _of_cache(cache, "tanh_c")[0, 0]
    kept = numbers["f"] * given["c_prev"]
    written = numbers["i"] * numbers["g"]
    return {**numbers, "kept": kept, "written": written, "c": c_t[0, 0], "h": h_t[0, 0]}


def _of_cache(cache, name):
    if not hasattr(cache, name):
        raise DemoError(
            f"lstm_cell_forward returned a cache without {name}, expected an "
            "LSTMCellCache: from rnn_core.records import LSTMCellCache"
        )
    return getattr(cache, name)


def draw(texts, steps, outputs):
    """Draw the four curves with their points, and how memory and output add up."""
    values = outputs[0] | steps[0]
    panels = [_panel(texts, gate, values) for gate in BLOCKS]
    columns = "grid-template-columns:repeat(auto-fit,minmax(120px,1fr))"
    grid = f"display:grid;gap:12px;{columns}"
    return tag("div", *panels, style=grid, data_part="panels") + _sums(texts, values)


def _panel(texts, gate, values):
    """Draw one gate's curve, 160 wide, and the point where the gate stands."""
    role, low = ROLES[gate], (-1.0 if gate == "g" else 0.0)
    x, y = linear((-REACH, REACH), (8, 152)), linear((low, 1.0), (112, 36))
    middle = {"text_anchor": "middle"}
    return tag(
        "svg",
        text(texts[role], 80, 15, 13, role, **middle, font_weight=600),
        _axes(x, y, low),
        _curve(gate, x, y, role),
        _point(gate, x, y, role, values),
        named(_reading(gate, values), 80, 147, 13, **middle),
        viewBox="0 0 160 154",
        role="img",
        aria_label=texts["curve"].format(name=texts[role]),
        style="width:100%;max-width:220px;font-family:var(--u-font, sans-serif)",
    )


def _axes(x, y, low):
    thin = {"stroke": color("control"), "stroke_width": 1}
    lines = [
        tag("line", x1=8, x2=152, y1=y(0), y2=y(0), **thin),
        tag("line", x1=80, x2=80, y1=y(low), y2=y(1), **thin, stroke_dasharray="2 3"),
    ]
    ticks = [(trimmed(v), x(v), 127, "middle") for v in (-6, 0, 6)]
    ticks.append(("1", 75, y(1) + 4, "end"))
    ticks += [("−1", 85, y(low) - 3, "start")] if low else []
    words = [text(v, at, b, 11, "muted", text_anchor=end) for v, at, b, end in ticks]
    return "".join(lines + words)


def _curve(gate, x, y, role):
    grid = np.linspace(-REACH, REACH, 65)
    curve = np.tanh(grid) if gate == "g" else sigmoid(grid)
    points = zip(map(x, grid.tolist()), map(y, curve.tolist()), strict=True)
    return tag("path", d=path(points), fill="none", stroke=color(role), stroke_width=2)


def _point(gate, x, y, role, values):
    at, height = x(float(np.clip(values[f"a_{gate}"], -REACH, REACH))), y(values[gate])
    drop = {"x1": at, "x2": at, "y1": y(0), "y2": height, "stroke_dasharray": "4 3"}
    line = tag("line", **drop, stroke=color(role), data_drop=gate)
    point = {"cx": at, "cy": height, "r": 6, "fill": color(role)}
    return line + tag("circle", **point, data_point=gate)


def _reading(gate, values):
    name, driven = ("tanh" if gate == "g" else "σ"), f"a_{gate}"
    return [f"{gate} = {name}(", (driven, values[driven]), ") = ", (gate, values[gate])]


def _sums(texts, values):
    """Draw kept + written = memory, and the output, as bars on one scale.

    The outline is what stood before the gate, the filled bar what the gate let by.
    """
    x = linear((-4.2, 4.2), (0, 100))
    kept = values["kept"]
    rows = (  # name, colour, where it begins, how long before the gate, and after
        ("kept", "forget", 0.0, values["c_prev"], kept),
        ("written", "input", kept, values["g"], values["written"]),
        ("c", "cell", 0.0, 0.0, values["c"]),
        ("h", "hidden", 0.0, values["tanh_c"], values["h"]),
    )
    lines = [_tick(x, v) for v in range(-4, 5, 2)]
    bars = [_row(texts, x, 16 + 44 * k, *row) for k, row in enumerate(rows)]
    return tag(
        "svg",
        *lines,
        *bars,
        width="100%",
        height=202,
        role="img",
        aria_label=texts["sums"],
        data_part="sums",
        style="display:block;margin-top:12px;font-family:var(--u-font, sans-serif)",
    ) + tag("p", texts["outline"], style="font-size:13px", data_part="outline")


def _row(texts, x, y, name, role, start, before, after):
    words = [f"{texts[name]} = ", (name, after)]
    halo = {"paint_order": "stroke", "stroke": color("surface"), "stroke_width": 4}
    outline = {"fill": "none", "stroke": color(role), "stroke_dasharray": "4 3"}
    return "".join(
        [
            named(words, "1%", y, 13, role, **halo),
            tag("rect", **_span(x, y, start, before), **outline, data_before=name),
            tag("rect", **_span(x, y, start, after), fill=color(role), data_bar=name),
        ]
    )


def _span(x, y, start, length):
    left, right = sorted((x(start), x(start + length)))
    return {"x": f"{left}%", "y": y + 6, "width": f"{right - left:.3f}%", "height": 15}


def _tick(x, value):
    place = f"{x(value)}%"
    line = color("line" if value else "control")
    return tag("line", x1=place, x2=place, y1=0, y2=182, stroke=line) + text(
        trimmed(value), place, 197, 11, "muted", text_anchor="middle"
    )


def _slider(name, group, reach, step=0.1):
    return Control(name, -reach, reach, START[name], step=step, group=group)


GATES = Demo(
    name="gates",
    uses=("lstm_cell_forward",),
    step=step,
    inputs=tuple(START),
    controls=(
        _slider("x_t", "state", 3.0),
        _slider("h_prev", "state", 1.0, 0.05),
        _slider("c_prev", "state", 3.0),
        *(_slider(f"b_{gate}", "biases", 6.0) for gate in BLOCKS),
        *(_slider(f"w_{gate}", "input_weights", 3.0) for gate in BLOCKS),
        *(_slider(f"u_{gate}", "state_weights", 3.0) for gate in BLOCKS),
    ),
    steps=(START,),
    draw=draw,
)
