"""What a GRU unit keeps of its start over 50 steps, for gates held where one likes.

The same unit reads the same noise twice, from two starting states. As long as the two
states differ, the start has not been forgotten.
"""

import numpy as np

from rnn_core.demos.framework import Control, Demo, taken
from rnn_core.demos.svg import color, linear, path, reading, tag, text

STEPS, FROM = 50, 0.8  # the states start at 0.8 and -0.8
UPDATE = (
    *(0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.25, 0.3),
    *(0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99),
)
FIRST = {"z": 0.02, "r": 0.5, "u": 1.5, "noise": 0.5}
NOISE = np.random.default_rng(5).normal(size=STEPS).round(2).tolist()
HEIGHT, TOP, BOTTOM = 236, 10, 200  # of the plot, and of the axis in it
LINES = {"0": ("hidden", "none"), "1": ("gradient", "7 4")}  # row: colour, dashes


def step(gru_cell_forward, x, z, r, u, noise, h, left):
    """Run one step of a unit whose gates are held, from both states at once."""
    none = 0 * u
    drives = [np.log(gate) - np.log(1 - gate) for gate in (r, z)]
    one = np.reshape(np.stack([none, none, none + 1]), (1, 3))
    weights = np.reshape(np.stack([none, none, u]), (1, 3))
    x_t = np.reshape(np.stack([noise * x, noise * x]), (2, 1))
    b = np.stack([*drives, none])
    result = gru_cell_forward(x_t, np.reshape(h, (2, 1)), one, weights, b)
    h_t, _ = taken("gru_cell_forward", result, "h_t", "cache")
    apart = (h_t[0, 0] - h_t[1, 0]) / (2 * FROM)
    return {"h": np.reshape(h_t, (2,)), "apart": apart, "left": left * (1 - z)}


def steps_of(choice):
    """Return the inputs of all steps for the values of the four controls."""
    return tuple({"x": x, **choice} for x in NOISE)


def draw(texts, steps, outputs):
    """Draw both states over time, between them what the direct way leaves."""
    return _cards(texts, outputs) + _plot(texts, outputs)


def _cards(texts, outputs):
    values = outputs[-1]
    ends = [
        [f"{start} → ", reading(f"h.{row}", values["h"][row])]
        for row, start in enumerate(("0.8", "−0.8"))
    ]
    cards = [
        _card(texts, "apart", values, *ends[0], ", ", *ends[1]),
        _card(texts, "left", values),
    ]
    columns = "grid-template-columns:repeat(auto-fit,minmax(min(230px,100%),1fr))"
    grid = f"display:grid;gap:12px 24px;margin-bottom:12px;{columns}"
    return tag("div", *cards, style=grid, data_part="cards")


def _card(texts, name, values, *more):
    size = "font-size:22px;font-weight:650"
    number = tag("div", reading(name, values[name], "amount"), style=size)
    border = "border-left:1px solid var(--u-line, #dedad2);padding-left:12px"
    return tag("div", number, tag("div", texts[name]), tag("div", *more), style=border)


def _plot(texts, outputs):
    curves = [_direct(outputs, sign) for sign in (1, -1)]
    curves += [_state(outputs, row) for row in LINES]
    inner = tag(
        "svg",
        *curves,
        y=TOP - 4,
        width="100%",
        height=BOTTOM - TOP + 8,
        viewBox=f"0 -4 100 {BOTTOM - TOP + 8}",
        preserveAspectRatio="none",
    )
    across = [
        tag("line", x2="100%", y1=TOP + _y(v), y2=TOP + _y(v), stroke=_ink(v))
        for v in (-1, 0, 1)
    ]
    plot = tag(
        "svg",
        *across,
        inner,
        *_steps(),
        text(texts["time"], "50%", HEIGHT - 2, 13, "muted", text_anchor="middle"),
        width="100%",
        height=HEIGHT,
        role="img",
        aria_label=texts["plot"],
        style="overflow:visible",
    )
    numbers = [
        text(word, 26, TOP + _y(v) + 4, 12, "muted", text_anchor="end")
        for v, word in ((-1, "−1"), (0, "0"), (1, "1"))
    ]
    return tag(
        "div",
        tag("svg", *numbers, width=34, height=HEIGHT),
        plot,
        tag(
            "p", _legend(texts), style="grid-column:1/-1;font-size:13px;margin:6px 0 0"
        ),
        style="display:grid;grid-template-columns:34px minmax(0,1fr);"
        "padding-right:12px;font-family:var(--u-font, sans-serif)",
        data_part="plot",
    )


def _legend(texts):
    samples = {f"state{row}": look for row, look in LINES.items()}
    samples["direct"] = ("control", "2 4")
    words = []
    for key, (role, dashes) in samples.items():
        line = {"x2": 30, "y1": 5, "y2": 5, "stroke": color(role), "stroke_width": 3}
        sample = tag("line", **line, stroke_dasharray=dashes)
        words.append(tag("svg", sample, width=30, height=10) + " " + texts[key])
    return " &#160; ".join(tag("span", word) for word in words)


def _ink(value):
    return color("line" if value else "control")


def _steps():
    for k in range(0, STEPS + 1, 10):
        at = f"{100 * k / STEPS:.0f}%"
        yield tag("line", x1=at, x2=at, y1=BOTTOM, y2=BOTTOM + 4, stroke=_ink(0))
        yield text(f"{k}", at, BOTTOM + 17, 12, "muted", text_anchor="middle")


def _y(value):
    return linear((-1, 1), (BOTTOM - TOP, 0))(value)


def _state(outputs, row):
    role, dashes = LINES[row]
    states = [FROM if row == "0" else -FROM, *(o["h"][int(row)] for o in outputs)]
    return _curve(states, role, 3, dashes, f"h{row}")


def _direct(outputs, sign):
    shares = [sign * FROM * share for share in (1.0, *(o["left"] for o in outputs))]
    return _curve(shares, "control", 2, "2 4", f"direct{sign}")


def _curve(values, role, width, dashes, name):
    points = [(100 * k / STEPS, _y(value)) for k, value in enumerate(values)]
    return tag(
        "path",
        d=path(points),
        fill="none",
        stroke=color(role),
        stroke_width=width,
        stroke_dasharray=dashes,
        vector_effect="non-scaling-stroke",
        data_curve=name,
    )


KEPT_OVER_TIME = Demo(
    name="kept-over-time",
    uses=("gru_cell_forward",),
    step=step,
    inputs=("x", *FIRST, "h", "left"),
    controls=(
        Control("z", UPDATE[0], UPDATE[-1], FIRST["z"], values=UPDATE),
        Control("r", 0.01, 0.99, FIRST["r"], step=0.01),
        Control("u", -3, 3, FIRST["u"], step=0.1),
        Control("noise", 0, 1, FIRST["noise"], step=0.1),
    ),
    steps=steps_of(FIRST),
    draw=draw,
    carry={"h": "h", "left": "left"},
    start={"h": [FROM, -FROM], "left": 1.0},
    shapes={"h": (2,)},
    data={"from": FROM},
    shown=STEPS - 1,
)
