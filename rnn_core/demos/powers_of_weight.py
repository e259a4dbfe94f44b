"""What a weight makes of a 1 after n steps, and how that depends on the weight."""

import numpy as np

from rnn_core.demos.framework import Control, Demo, taken
from rnn_core.demos.log_plot import draw_plot
from rnn_core.demos.svg import reading, tag

PARTS = 9  # the plot shows ten places, from 0 to n steps
WEIGHTS = (
    *(0.01, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1.0),
    *(1.001, 1.005, 1.01, 1.02, 1.05, 1.1, 1.2, 1.5),
)
STEPS = (9, 18, 45, 99, 198, 495, 999)
START = {"w": 1.01, "n": 999}
CURVES = {"powers": ("input", "none")}
AXIS = (-12, 12)


def step(linear_recurrence, linear_recurrence_gradient, w, n):
    """Feed a single 1 and then zeros, and look at ten states on the way."""
    n = int(n)
    impulse = np.zeros(n + 1)
    impulse[0] = 1.0
    h = np.asarray(linear_recurrence(impulse, 0.0, w))
    found = linear_recurrence_gradient(impulse, 0.0, w)
    _, _, dw = taken("linear_recurrence_gradient", found, "dx", "dh_0", "dw")
    return {"powers": h[:: n // PARTS], "last": h[-1], "slope": dw}


def page_step(w, n):
    """Compute the same without a loop: the states are powers."""
    powers = w ** (np.arange(PARTS + 1.0) * n / PARTS)
    return {"powers": powers, "last": powers[PARTS], "slope": n * w ** (n - 1)}


def draw(texts, steps, outputs):
    """Draw the course of the state, and say what is left at its end."""
    values, given = outputs[0], steps[0]
    size = "font-size:22px;font-weight:650"
    cards = [
        tag(
            "div",
            tag("div", texts.get(f"{name}_words", texts.get(name))),
            tag("div", reading(name, source[name], "amount"), style=size),
            style="border-left:1px solid var(--u-line, #dedad2);padding-left:12px",
        )
        for source, name in (
            (given, "w"),
            (given, "n"),
            (values, "last"),
            (values, "slope"),
        )
    ]
    columns = "grid-template-columns:repeat(auto-fit,minmax(150px,1fr))"
    grid = f"display:grid;gap:12px 24px;margin-bottom:12px;{columns}"
    plot = draw_plot(texts, CURVES, values, *AXIS, every=4)
    return tag("div", *cards, style=grid, data_part="cards") + plot


POWERS = Demo(
    name="powers",
    uses=("linear_recurrence", "linear_recurrence_gradient"),
    step=step,
    page_step=page_step,
    inputs=tuple(START),
    controls=(
        Control("w", 0.01, 1.5, START["w"], values=WEIGHTS),
        Control("n", 9, 999, START["n"], values=STEPS),
    ),
    steps=(START,),
    draw=draw,
    shapes={"powers": (PARTS + 1,)},
    data={"axis": AXIS, "examples": [1.01, 1, 0.99, 0.01]},
)
