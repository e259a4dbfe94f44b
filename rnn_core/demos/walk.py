"""A walk on the error surface with the cliff; the reader sets start, rate and limit."""

import json
from importlib import resources

import numpy as np

from rnn_core.demos.framework import Control, Demo, DemoError, taken
from rnn_core.demos.svg import amount, color, path, reading, tag
from rnn_core.exercise import resolve

MAP = {"w": (3.4, 6.4), "b": (-3.2, 1.0)}
STEPS = 60
NO_LIMIT = 1e9
LIMITS = (0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
RATES = (0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0)
START = {"w": 4.5, "b": -2.5, "rate": 0.3, "threshold": 0.3}
STORED = resources.files("rnn_core") / "static" / "cliff-lines.json"
HEIGHT = 320


def step(descend, w, b, rate, threshold):
    """Take one step of the walk, and one more for the loss at its end."""
    limit = None if threshold >= NO_LIMIT else threshold
    found = descend(w, b, rate, 1, limit)
    walked, losses = taken("descend", found, "path", "losses")
    if np.shape(walked) != (2, 2) or np.shape(losses) != (2,):
        raise DemoError(
            f"descend gave path of shape {np.shape(walked)} and losses of shape "
            f"{np.shape(losses)} for one step, expected (2, 2) and (2,)"
        )
    w_next, b_next = walked[1]
    return _named(w, b, losses[0], w_next, b_next)


def page_step(w, b, rate, threshold):
    """Compute the same from the surface's own slope."""
    loss, dw, db = resolve("error_surface", "gradients")(w, b)
    share = np.minimum(1.0, threshold / np.sqrt(dw**2 + db**2))
    return _named(w, b, loss, w - rate * (share * dw), b - rate * (share * db))


def _named(w, b, loss, w_next, b_next):
    length = np.sqrt((w_next - w) ** 2 + (b_next - b) ** 2)
    return {"loss": loss, "length": length, "w_next": w_next, "b_next": b_next}


def steps_of(w, b, rate, threshold):
    """Return the inputs of all steps: the start first, then what stays the same."""
    rule = {"rate": rate, "threshold": threshold}
    return ({"w": w, "b": b, **rule}, *({**rule} for _ in range(STEPS)))


def places_of(start, outputs):
    """Return the places of the walk, (STEPS + 1, 2)."""
    return [(start["w"], start["b"])] + [
        (o["w_next"], o["b_next"]) for o in outputs[:-1]
    ]


def across(w):
    """Place a weight on the map, in percents; far out, at its edge."""
    low, high = MAP["w"]
    return float(np.clip(100 * (w - low) / (high - low), -5, 105))


def down(b):
    """Place a bias on the map, in percents from the top."""
    low, high = MAP["b"]
    return float(np.clip(100 * (high - b) / (high - low), -5, 105))


def draw(texts, steps, outputs):
    """Draw the map and the walk, and say how it went."""
    last = outputs[-1]
    values = {
        "loss": last["loss"],
        "longest": max(o["length"] for o in outputs[:-1]),
        "lowest": min(o["loss"] for o in outputs),
    }
    first = {name: steps[0][name] for name in ("w", "b", "rate")}
    first["loss"] = outputs[0]["loss"]
    start = tag(
        "p",
        *(_said(texts[f"{name}_short"], name, first[name]) for name in first),
        style="margin:0 0 8px",
        data_part="start",
    )
    cards = tag(
        "div",
        *(_card(texts[name].format(T=STEPS), name, values[name]) for name in values),
        style="display:grid;gap:12px 24px;margin-bottom:12px;"
        "grid-template-columns:repeat(auto-fit,minmax(150px,1fr))",
        data_part="cards",
    )
    return start + cards + _map(texts, places_of(steps[0], outputs))


def _said(words, name, value):
    return tag("span", words, " ", reading(name, value, "amount"), " ")


def _card(words, name, value):
    written = tag("span", amount(value), data_outcome=name)
    return tag(
        "div",
        tag("div", words),
        tag("div", written, style="font-size:20px;font-weight:650"),
        style="border-left:1px solid var(--u-line, #dedad2);padding-left:12px",
    )


def _map(texts, places):
    stored = json.loads(STORED.read_text(encoding="utf-8"))["lines"]
    lines = [_line(piece, float(level)) for level in stored for piece in stored[level]]
    points = [(across(w), down(b)) for w, b in places]
    walk = tag(
        "path",
        d=path(points),
        fill="none",
        stroke=color("gradient"),
        stroke_width=2,
        vector_effect="non-scaling-stroke",
        data_walk="line",
    )
    inner = tag(
        "svg",
        *lines,
        walk,
        width="100%",
        height="100%",
        viewBox="0 0 100 100",
        preserveAspectRatio="none",
    )
    (x0, y0), (x1, y1) = points[0], points[-1]
    begin = tag(
        "circle",
        cx=f"{x0}%",
        cy=f"{y0}%",
        r=6,
        data_walk="start",
        fill=color("bg"),
        stroke=color("text"),
        stroke_width=2,
    )
    end = tag(
        "svg",
        tag("rect", x=-5, y=-5, width=10, height=10, fill=color("gradient")),
        x=f"{x1}%",
        y=f"{y1}%",
        overflow="visible",
        data_walk="end",
    )
    picture = tag(
        "svg",
        inner,
        begin,
        end,
        width="100%",
        height=HEIGHT,
        role="img",
        aria_label=texts["plot"],
        style=f"border:1px solid {color('control')};display:block",
    )
    return tag(
        "div",
        _bias_axis(texts),
        picture,
        _weight_axis(texts),
        data_part="map",
        style="font-family:var(--u-font, sans-serif);padding-right:12px",
    )


def _line(piece, level):
    points = [(across(w), down(b)) for w, b in piece]
    faint = 0.35 + 0.65 * min(1.0, level / 0.3)
    return tag(
        "path",
        d=path(points),
        fill="none",
        stroke=color("muted"),
        stroke_opacity=round(faint, 2),
        vector_effect="non-scaling-stroke",
    )


def _axis_words(left, middle, right):
    spans = [tag("span", words) for words in (left, middle, right)]
    look = "display:flex;justify-content:space-between;font-size:12px"
    return tag("div", *spans, style=f"{look};color:{color('muted')}")


def _weight_axis(texts):
    low, high = MAP["w"]
    return _axis_words(f"{low:g}", texts["weight"], f"{high:g}")


def _bias_axis(texts):
    low, high = (f"{edge:g}".replace("-", "−") for edge in MAP["b"])
    return _axis_words(f"{texts['bias']}: {low} … {high}", "", "")


DESCENT = Demo(
    name="descent",
    uses=("descend",),
    step=step,
    page_step=page_step,
    inputs=tuple(START),
    controls=(
        Control("w", 3.5, 6.0, START["w"], step=0.05),
        Control("b", -3.1, 0.5, START["b"], step=0.05),
        Control("rate", 0.01, 2.0, START["rate"], values=RATES),
        Control("threshold", 0.03, 10.0, START["threshold"], values=LIMITS),
    ),
    steps=steps_of(**START),
    draw=draw,
    carry={"w": "w_next", "b": "b_next"},
    start={"w": START["w"], "b": START["b"]},
    data={"map": MAP, "steps": STEPS, "no_limit": NO_LIMIT},
)
