"""Gradients on their way back through two tanh units, and the bound on their length."""

import numpy as np

from rnn_core.demos.framework import Control, Demo, DemoError, taken
from rnn_core.demos.log_plot import draw_plot, sample
from rnn_core.demos.svg import color, reading, tag

BACK = 40
START = {"s1": 1.4, "s2": 0.5, "turn": 0.9, "h": 0.2}
CURVES = {
    "first": ("input", "none"),
    "second": ("hidden", "7 4"),
    "bound": ("gradient", "2 4"),
}
AXIS = (-12, 8)


def step(gradient_norms_through_time, vanishing_bound, s1, s2, turn, h):
    """Send both unit vectors back through steps that are all alike."""
    cosine = np.sqrt(1 - turn**2)
    rotation = np.array([[cosine, -turn], [turn, cosine]])
    W_hh = rotation @ np.diag([s1, s2])
    states = np.full((BACK + 1, 2, 2), h)
    norms = np.asarray(gradient_norms_through_time(np.eye(2), states, W_hh))
    if norms.shape != (BACK + 1, 2):
        raise DemoError(
            f"gradient_norms_through_time gave norms of shape {norms.shape}, expected "
            f"(T, N) = {(BACK + 1, 2)}"
        )
    bounds = [
        taken("vanishing_bound", vanishing_bound(W_hh, 1.0, k), "bound", "vanishes")[0]
        for k in range(BACK + 1)
    ]
    back = norms[::-1]
    return _named(back[:, 0], back[:, 1], np.array(bounds), s1, s2, cosine)


def page_step(s1, s2, turn, h):
    """Compute the same for two units written out, one number at a time."""
    cosine, slope = np.sqrt(1 - turn**2), 1 - h**2
    ends = []
    for a, b in ((1.0, 0.0), (0.0, 1.0)):
        a, b = a + 0 * s1, b + 0 * s1
        lengths = [np.sqrt(a * a + b * b)]
        for _ in range(BACK):
            p, q = slope * a * s1, slope * b * s2
            a, b = cosine * p - turn * q, turn * p + cosine * q
            lengths.append(np.sqrt(a * a + b * b))
        ends.append(np.stack(lengths))
    bounds = np.maximum(s1, s2) ** np.arange(BACK + 1.0)
    return _named(*ends, bounds, s1, s2, cosine)


def _named(first, second, bound, s1, s2, cosine):
    half, area = cosine * (s1 + s2) / 2, s1 * s2  # half the trace; the determinant
    inside = half**2 - area
    real = np.abs(half) + np.sqrt(np.maximum(inside, 0.0))
    return {
        "first": first,
        "second": second,
        "bound": bound,
        "sigma": np.maximum(s1, s2),
        "radius": np.where(inside < 0, np.sqrt(area), real),
        "first_end": first[BACK],
        "second_end": second[BACK],
        "bound_end": bound[BACK],
    }


def draw(texts, steps, outputs):
    """Draw the three curves, and say where each ends."""
    values = outputs[0]
    cards = [_card(texts, name, *look, values) for name, look in CURVES.items()]
    facts = [
        tag("span", texts[name], " ", reading(name, values[name]), "; ")
        for name in ("sigma", "radius")
    ]
    columns = "grid-template-columns:repeat(auto-fit,minmax(180px,1fr))"
    grid = f"display:grid;gap:12px 24px;margin-bottom:12px;{columns}"
    plot = draw_plot(texts, CURVES, values, *AXIS, every=4)
    numbers = tag("p", *facts, style="margin:0 0 8px", data_part="facts")
    return numbers + tag("div", *cards, style=grid, data_part="cards") + plot


def _card(texts, name, role, dashes, values):
    bold = f"color:{color(role)};font-weight:600"
    size = "font-size:20px;font-weight:650"
    return tag(
        "div",
        tag("div", sample(role, dashes), " ", tag("span", texts[name], style=bold)),
        tag("div", reading(f"{name}_end", values[f"{name}_end"], "amount"), style=size),
        style="border-left:1px solid var(--u-line, #dedad2);padding-left:12px",
    )


NORMS_THROUGH_TIME = Demo(
    name="norms-through-time",
    uses=("gradient_norms_through_time", "vanishing_bound"),
    step=step,
    page_step=page_step,
    inputs=tuple(START),
    controls=(
        Control("s1", 0.1, 2, START["s1"]),
        Control("s2", 0.1, 2, START["s2"]),
        Control("turn", 0, 1, START["turn"]),
        Control("h", 0, 0.9, START["h"]),
    ),
    steps=(START,),
    draw=draw,
    shapes=dict.fromkeys(CURVES, (BACK + 1,)),
    data={"axis": AXIS, "back": BACK},
)
