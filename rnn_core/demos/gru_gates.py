"""The gates of a GRU unit and of an LSTM unit side by side, under the same sliders."""

import numpy as np

from rnn_core.demos.framework import Control, Demo, DemoError, taken
from rnn_core.demos.svg import color, linear, named, tag, text, trimmed

START = {
    **{"x_t": 1.0, "old": 0.8, "b_keep": 1.0, "b_read": 1.0},
    **{"b_write": -1.0, "b_show": 1.0, "w": 1.0, "u": -1.0},
}
REACH = 2.2  # the bars' scale runs from -2.2 to 2.2
GAUGES = {  # cell: its gates, each with its colour
    "gru": {"r": "output", "z": "input"},
    "lstm": {"f": "forget", "i": "input", "o": "output"},
}
ROWS = {  # cell: name, colour, where it begins, its length before the gate; 0 for none
    "gru": (
        ("read", "output", None, "old"),
        ("gru_kept", "forget", None, "old"),
        ("gru_written", "input", "gru_kept", "n"),
        ("gru_h", "hidden", None, None),
    ),
    "lstm": (
        ("lstm_kept", "forget", None, "old"),
        ("lstm_written", "input", "lstm_kept", "g"),
        ("lstm_c", "cell", None, None),
        ("lstm_h", "hidden", None, "tanh_c"),
    ),
}
BOTTOM = 246  # of the bars; the scale's numbers stand below


def step(gru_cell_forward, lstm_cell_forward, **given):
    """Run one step of both cells with one input and one unit.

    What keeps is driven alike in both: f by `b_keep`, z by its opposite. The gates
    read nothing, so that a slider is a gate; the candidates have equal weights.
    """
    x_t, old = (np.reshape(given[key], (1, 1)) for key in ("x_t", "old"))
    none, w, u = 0 * given["w"], given["w"], given["u"]

    def rows(*blocks):
        return np.reshape(np.stack(blocks), (1, len(blocks)))

    b = np.stack([given["b_read"], -given["b_keep"], none])
    result = gru_cell_forward(x_t, old, rows(none, none, w), rows(none, none, u), b)
    h_t, gru = taken("gru_cell_forward", result, "h_t", "cache")
    r, z, n = (_of_cache("gru", gru, f"{key}_t")[0, 0] for key in "rzn")

    b = np.stack([given["b_write"], given["b_keep"], none, given["b_show"]])
    shown = np.tanh(old) * (0.5 + 0.5 * np.tanh(0.5 * given["b_show"]))
    W_x, W_h = rows(none, none, w, none), rows(none, none, u, none)
    result = lstm_cell_forward(x_t, shown, old, W_x, W_h, b)
    l_h, l_c, lstm = taken("lstm_cell_forward", result, "h_t", "c_t", "cache")
    i, f, g, o = (_of_cache("lstm", lstm, f"{key}_t")[0, 0] for key in "ifgo")

    old = given["old"]
    return {
        **{"r": r, "z": z, "n": n, "read": r * old},
        **{"gru_kept": (1 - z) * old, "gru_written": z * n, "gru_h": h_t[0, 0]},
        **{"i": i, "f": f, "g": g, "o": o, "tanh_c": np.tanh(l_c)[0, 0]},
        **{"lstm_kept": f * old, "lstm_written": i * g},
        **{"lstm_c": l_c[0, 0], "lstm_h": l_h[0, 0]},
    }


def _of_cache(cell, cache, name):
    if not hasattr(cache, name):
        kind = f"{cell.upper()}CellCache"
        raise DemoError(
            f"{cell}_cell_forward returned a cache without {name}, expected "
            f"{'an' if cell == 'lstm' else 'a'} {kind}: "
            f"from rnn_core.records import {kind}"
        )
    return getattr(cache, name)


def draw(texts, steps, outputs):
    """Draw a column for each cell: its gates as gauges, and how the sum comes about."""
    values = outputs[0] | steps[0]
    columns = "grid-template-columns:repeat(auto-fit,minmax(min(260px,100%),1fr))"
    grid = f"display:grid;gap:12px 28px;{columns}"
    cells = [_cell(texts, cell, values) for cell in ROWS]
    return tag("div", *cells, style=grid, data_part="cells") + tag(
        "p", texts["outline"], style="font-size:13px", data_part="outline"
    )


def _cell(texts, cell, values):
    x = linear((-REACH, REACH), (0, 100))
    ticks = [_tick(x, v) for v in range(-2, 3)]
    rows = [
        _row(texts, x, 94 + 40 * k, values, *row) for k, row in enumerate(ROWS[cell])
    ]
    gauges = [
        _gauge(k, name, role, values)
        for k, (name, role) in enumerate(GAUGES[cell].items())
    ]
    return tag(
        "div",
        tag("p", texts[cell], style="font-weight:600;margin:0 0 6px"),
        tag(
            "svg",
            *ticks,
            *gauges,
            *rows,
            width="100%",
            height=BOTTOM + 20,
            role="img",
            aria_label=texts[f"{cell}_drawing"],
            style="display:block;font-family:var(--u-font, sans-serif)",
        ),
    )


def _gauge(k, name, role, values):
    """Draw a gate as a column that fills: 48 high, full where the gate is open."""
    left, height = 2 + 96 * k, 48 * values[name]
    frame = {"fill": color("surface"), "stroke": color(role)}
    fill = {"y": 54 - height, "height": round(height, 3), "fill": color(role)}
    return (
        tag("rect", x=left, y=6, width=20, height=48, **frame)
        + tag("rect", x=left, width=20, **fill, data_gauge=name)
        + named([f"{name} = ", (name, values[name])], left + 27, 35, 13, role)
    )


def _row(texts, x, y, values, name, role, start, before):
    first = values[start] if start else 0.0
    halo = {"paint_order": "stroke", "stroke": color("surface"), "stroke_width": 4}
    words = named(
        [f"{texts[name]} = ", (name, values[name])], "1%", y, 13, role, **halo
    )
    filled = _span(x, y, first, values[name])
    bars = tag("rect", **filled, fill=color(role), data_bar=name)
    if before:
        outline = {"fill": "none", "stroke": color(role), "stroke_dasharray": "4 3"}
        place = _span(x, y, first, values[before])
        bars = tag("rect", **place, **outline, data_before=name) + bars
    return words + bars


def _span(x, y, start, length):
    left, right = sorted((x(start), x(start + length)))
    return {"x": f"{left}%", "y": y + 6, "width": f"{right - left:.3f}%", "height": 13}


def _tick(x, value):
    place = f"{x(value)}%"
    line = {"stroke": color("line" if value else "control"), "y1": 76, "y2": BOTTOM}
    return tag("line", x1=place, x2=place, **line) + text(
        trimmed(value), place, BOTTOM + 15, 11, "muted", text_anchor="middle"
    )


def _slider(name, group, reach, step=0.1):
    return Control(name, -reach, reach, START[name], step=step, group=group)


GRU_GATES = Demo(
    name="gru-gates",
    uses=("gru_cell_forward", "lstm_cell_forward"),
    step=step,
    inputs=tuple(START),
    controls=(
        _slider("x_t", "both", 3.0),
        _slider("old", "both", 1.0, 0.05),
        _slider("b_keep", "both", 6.0),
        _slider("b_read", "only", 6.0),
        _slider("b_write", "only", 6.0),
        _slider("b_show", "only", 6.0),
        _slider("w", "weights", 3.0),
        _slider("u", "weights", 3.0),
    ),
    steps=(START,),
    draw=draw,
    data={
        "reach": REACH,
        "rows": {
            name: [start, before]
            for rows in ROWS.values()
            for name, _, start, before in rows
        },
        "gauges": [name for gates in GAUGES.values() for name in gates],
    },
)
