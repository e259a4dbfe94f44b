"""A recurrent unit over four steps: forward, and the gradient back, term by term."""

import numpy as np

from rnn_core.demos.framework import Control, Demo, taken
from rnn_core.demos.svg import color, named, path, reading, tag, text

T = 4
STEPS = range(1, T + 1)
START = {
    **{"x1": 1.0, "x2": 0.5, "x3": -1.0, "x4": 0.5},
    **{"w_x": 0.6, "w_h": 0.8, "b": 0.1},
}
MIDDLE = {"text_anchor": "middle"}


def step(rnn_forward, bptt_path_sum, **given):
    """Run the unit forward, and take the terms of the last state's gradient."""
    x = np.stack([given[f"x{t}"] for t in STEPS])[:, None, None]  # (T, N, D)
    W_xh, W_hh, b_h = (np.reshape(given[k], (1, 1)) for k in ("w_x", "w_h", "b"))
    result = rnn_forward(x, np.zeros((1, 1)), W_xh, W_hh, b_h[0])
    h, cache = taken("rnn_forward", result, "h", "cache")
    dh = np.zeros((T, 1, 1))
    dh[-1] = 1.0  # the loss is the last state
    result = taken("bptt_path_sum", bptt_path_sum(dh, cache), "terms_xh", "terms_hh")
    terms = np.asarray(result[0])[-1, :, 0, 0]
    return _numbers([h[t, 0, 0] for t in range(T)], terms, given["w_h"])


def page_step(**given):
    """Compute the same for this one unit, without arrays."""
    h, states = 0.0, []
    for t in STEPS:
        h = np.tanh(given["w_x"] * given[f"x{t}"] + given["w_h"] * h + given["b"])
        states.append(h)
    gradients = _arriving(states, given["w_h"])
    slopes = [1 - state**2 for state in states]
    inputs = [given[f"x{t}"] for t in STEPS]
    terms = [x * g * s for x, g, s in zip(inputs, gradients, slopes, strict=True)]
    return _numbers(states, terms, given["w_h"])


def _arriving(states, w_h):
    """Return what arrives at each state, when a gradient of 1 arrives at the last."""
    arriving = [1.0 + 0.0 * w_h]
    for state in states[:0:-1]:
        arriving.insert(0, arriving[0] * w_h * (1 - state**2))
    return arriving


def _numbers(states, terms, w_h):
    """Name everything that the drawing shows."""
    gradients = _arriving(states, w_h)
    numbers = {"total": terms[0] + terms[1] + terms[2] + terms[3]}
    for k, t in enumerate(STEPS):
        numbers[f"h{t}"] = states[k]
        numbers[f"s{t}"] = 1 - states[k] ** 2
        numbers[f"g{t}"] = gradients[k]
        numbers[f"term{t}"] = terms[k]
    return numbers


def draw(texts, steps, outputs):
    """Draw a panel for each step, forward above and back below, and the sum."""
    values = outputs[0] | steps[0]
    panels = [_panel(texts, t, values) for t in STEPS]
    columns = "grid-template-columns:repeat(auto-fit,minmax(140px,1fr))"
    grid = f"display:grid;gap:12px 0;{columns}"
    return tag("div", *panels, style=grid, data_part="walk") + _sum(texts, values)


def _panel(texts, t, values):
    return tag("div", _forward(texts, t, values), _back(texts, t, values))


def _picture(label, height, *children, **attributes):
    return tag(
        "svg",
        *children,
        viewBox=f"0 0 150 {height}",
        role="img",
        aria_label=label,
        style="display:block;width:100%;max-width:220px;height:auto;"
        "font-family:var(--u-font, sans-serif)",
        **attributes,
    )


def _forward(texts, t, values):
    """Draw the state, what it is made of, and where it goes."""
    box = {"x": 33, "y": 44, "width": 84, "height": 44, "rx": 8}
    frame = {"fill": color("bg"), "stroke": color("hidden"), "stroke_width": 2}
    ways = [((75, 122), (75, 90)), ((0, 66), (31, 66)), ((119, 66), (150, 66))]
    wires = [_wire(way, "hidden") for way in (ways if t < T else ways[:2])]
    old = (f"h{t - 1}", values[f"h{t - 1}"]) if t > 1 else "0"
    name = ["h", {"sub": f"{t}"}, " = ", (f"h{t}", values[f"h{t}"])]
    return _picture(
        texts["forward_label"].format(t=t),
        168,
        text(texts["step"].format(t=t), 75, 18, 13, "muted", **MIDDLE),
        *wires,
        tag("path", d="M70,98L75,88L80,98Z", fill=color("hidden")),
        tag("rect", **box, **frame),
        tag("g", named(name, 75, 71, 15, **MIDDLE), data_phase=t),
        named(["x = ", (f"x{t}", values[f"x{t}"], "trimmed")], 75, 138, 14, **MIDDLE),
        tag(
            "g",
            named([f"{texts['old']} ", old], 75, 160, 13, "muted", **MIDDLE),
            data_phase=t,
        ),
    )


def _back(texts, t, values):
    """Draw the gradient that arrives, the slope it meets, and the term it leaves."""
    from_right = (119, 34) if t == T else (150, 34)
    wires = _wire((from_right, (96, 34)), "gradient")
    wires += _wire(((54, 34), (0 if t > 1 else 31, 34)), "gradient")
    head = tag("path", d="M106,29L96,34L106,39Z", fill=color("gradient"))
    slope = [f"{texts['slope']} ", (f"s{t}", values[f"s{t}"], "amount")]
    adds = [f"{texts['adds']} ", (f"term{t}", values[f"term{t}"], "amount")]
    words = [
        named([(f"g{t}", values[f"g{t}"], "amount")], 75, 39, 14, "gradient", **MIDDLE),
        named(slope, 75, 62, 13, "muted", **MIDDLE),
        named(adds, 75, 84, 14, **MIDDLE),
    ]
    title = text(
        texts["arrives"].format(t="₁₂₃₄"[t - 1]), 75, 16, 13, "muted", **MIDDLE
    )
    return _picture(
        texts["back_label"].format(t=t),
        94,
        title,
        wires,
        head,
        *words,
        data_phase=2 * T + 1 - t,
    )


def _wire(way, role):
    return tag("path", d=path(way), stroke=color(role), stroke_width=2, fill="none")


def _sum(texts, values):
    """Write the derivative for the input weight as the sum of its terms."""
    pieces = [
        tag(
            "span",
            " + " if t < T else "",
            _number(f"term{t}", values),
            data_phase=2 * T + 1 - t,
        )
        for t in reversed(STEPS)
    ]
    total = tag("span", " = ", _number("total", values), data_phase=2 * T)
    style = "margin:12px 0 0;text-align:center"
    words = tag("span", texts["sum"], " = ")
    return tag("p", words, *pieces, total, style=style, data_part="sum")


def _number(name, values):
    return reading(name, values[name], "amount")


THERE_AND_BACK = Demo(
    name="there-and-back",
    uses=("rnn_forward", "bptt_path_sum"),
    step=step,
    inputs=tuple(START),
    controls=(
        *(
            Control(f"x{t}", -2, 2, START[f"x{t}"], step=0.25, group="inputs")
            for t in STEPS
        ),
        Control("w_x", -2, 2, START["w_x"], step=0.1, group="weights"),
        Control("w_h", -2, 2, START["w_h"], step=0.1, group="weights"),
        Control("b", -2, 2, START["b"], step=0.1, group="weights"),
    ),
    steps=(START,),
    draw=draw,
    page_step=page_step,
)
