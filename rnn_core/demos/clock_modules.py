"""Modules of a clockwise RNN, ticking and resting: eight units, sixteen steps."""

import numpy as np

from rnn_core.demos.framework import Control, Demo, DemoError
from rnn_core.demos.svg import color, reading, tag, text
from rnn_core.demos.two_readers import cell, legend

PERIODS = np.array([1, 1, 2, 2, 4, 4, 8, 8])
STEPS, H = 17, len(PERIODS)
W_XH = np.array([[1.1, -0.9, 1.0, -0.8, 1.2, -1.0, 1.3, -1.1]])
W_HH = np.array(
    [
        [0.2, -0.9, 0.7, 0.3, 0.5, -0.4, 0.6, -0.3],  # cut where the listener is slow
        [0.9, 0.2, -0.3, 0.6, -0.5, 0.4, 0.3, 0.6],
        [0.4, -0.3, 0.5, -0.8, 0.4, 0.2, -0.3, 0.5],
        [-0.3, 0.5, 0.8, 0.5, -0.2, 0.5, 0.4, -0.6],
        [0.5, 0.2, -0.4, 0.3, 0.9, -0.5, 0.3, 0.2],
        [-0.2, 0.4, 0.3, 0.4, 0.5, 0.9, -0.4, 0.3],
        [0.3, -0.4, 0.4, -0.2, 0.3, 0.2, 1.2, -0.3],
        [0.4, 0.3, -0.2, 0.4, -0.2, 0.3, 0.3, 1.2],
    ]
)
B_H = np.zeros(H)
EXAMPLE = (1.0, 0, 0, -0.5, 0, 0, 0, 0, 0, 1.0, 0, 0, 0, 0, 0, 0, 0)
SIDE, LEFT, TOP = 22, 62, 40  # of a cell, and where the first one is


def step(clockwise_rnn_cell_forward, x_t, t, ticks, h):
    """Advance all units by one step; `ticks` is for the page, which cannot divide."""
    del ticks
    x, before = np.reshape(x_t, (1, 1)), np.reshape(h, (1, H))
    after = clockwise_rnn_cell_forward(x, before, int(t), W_XH, W_HH, B_H, PERIODS)
    if np.shape(after) != (1, H):
        raise DemoError(
            f"clockwise_rnn_cell_forward returned shape {np.shape(after)}, expected "
            f"(N, H) = {(1, H)}"
        )
    return {"h": after[0]}


def page_step(x_t, t, ticks, h):
    """Do the same with the ticks given: a traced program knows no remainders."""
    del t
    W = W_HH * (PERIODS[:, None] >= PERIODS)
    x, before = np.reshape(x_t, (1, 1)), np.reshape(h, (1, H))
    fresh = np.tanh(x @ W_XH + before @ W + B_H)
    return {"h": np.where(ticks > 0, fresh[0], h)}


def given(x):
    """Return the inputs of all steps for a list of inputs."""
    return [
        {"x_t": float(x_t), "t": t, "ticks": (t % PERIODS == 0).astype(float).tolist()}
        for t, x_t in enumerate(x)
    ]


def draw(texts, steps, outputs):
    """Draw a square for each unit and step, the input above."""
    small = {"text_anchor": "middle"}
    parts = [text(texts["input"], 0, 26, 14, "muted")]
    for t in range(STEPS):
        x = LEFT + SIDE * t + SIDE / 2
        parts += [
            tag(
                "rect",
                x=x - SIDE / 2,
                y=0,
                width=SIDE,
                height=TOP + SIDE * H + 14,
                fill="none",
                data_column=t,
            ),
            cell(x, 21, steps[t]["x_t"], "text", f"x.{t}", 9),
        ]
        if t % 2 == 0:
            parts.append(text(f"{t}", x, TOP + SIDE * H + 14, 13, "muted", **small))
    for k in range(H):
        y = TOP + SIDE * k + SIDE / 2
        if k % 2 == 0:
            label = texts["module"].format(n=PERIODS[k])
            parts.append(text(label, 0, y + SIDE / 2 + 5, 14, "muted"))
        parts += [_unit(outputs, k, t, y) for t in range(STEPS)]
    plot = tag(
        "svg",
        *parts,
        viewBox=f"0 0 {LEFT + SIDE * STEPS + 4} {TOP + SIDE * H + 18}",
        role="img",
        aria_label=texts["drawing"],
        style="display:block;width:100%;max-width:620px;margin:0 auto;"
        "font-family:var(--u-font, sans-serif)",
        data_part="grid",
    )
    return plot + _numbers(texts, outputs[CLOCK.shown]) + legend(texts)


def _numbers(texts, values):
    """Write the states of the step that is looked at."""
    said = [reading(f"h.{k}", values["h"][k]) for k in range(H)]
    words = f"{texts['states']} {', '.join(said)}"
    return tag("p", words, style="font-size:14px", data_part="numbers")


def _unit(outputs, k, t, y):
    x, ticks = LEFT + SIDE * t + SIDE / 2, t % PERIODS[k] == 0
    role = ("input", "forget", "candidate", "output")[k // 2]
    square = cell(x, y, outputs[t]["h"][k], role, f"{k}.{t}", 9)
    if not ticks:
        return square
    line = {"x1": x - 9, "x2": x + 9, "y1": y + 10, "y2": y + 10}
    return square + tag("line", **line, stroke=color(role), stroke_width=2)


CLOCK = Demo(
    name="clock",
    uses=("clockwise_rnn_cell_forward",),
    step=step,
    page_step=page_step,
    inputs=("x_t", "t", "ticks", "h"),
    controls=(Control("x_t", -1, 1, EXAMPLE[0], step=0.1),),
    steps=tuple(given(EXAMPLE)),
    draw=draw,
    carry={"h": "h"},
    start={"h": [0.0] * H},
    shapes={"ticks": (H,), "h": (H,)},
    data={"periods": PERIODS.tolist()},
    shown=4,
)
