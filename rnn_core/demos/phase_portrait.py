"""Two neurons in continuous time: a start and weights that can be dragged."""

import numpy as np

from rnn_core.demos.framework import Control, Demo, DemoError
from rnn_core.demos.svg import color, linear, path, reading, tag, text, trimmed
from rnn_core.demos.two_readers import legend
from rnn_core.functions import sigmoid

DT, INNER, OUTER = 0.1, 10, 80  # ten short steps in one of the demo's eighty
LOW, HIGH, GRID = -3.0, 9.0, 61  # the part of the plane that is drawn
NOWHERE = 99.0  # stands for a point that a nullcline does not have
SIZE, MARGIN = 300, 34
START = {
    **{"s1": 0.5, "s2": 0.5, "w11": 4.5, "w12": -1.0, "w21": 1.0, "w22": 4.5},
    **{"t1": -2.75, "t2": -1.75},
}
PASSED = ("w11", "w12", "w21", "w22", "t1", "t2")  # handed on from step to step


def step(ctrnn_runge_kutta, s1, s2, w11, w12, w21, w22, t1, t2):
    """Follow both neurons for one unit of time; say where each one stands still."""
    y_0 = np.reshape(np.stack([s1, s2]), (1, 2))
    W = np.reshape(np.stack([w11, w12, w21, w22]), (2, 2))
    theta = np.stack([t1, t2])
    silence = np.zeros((INNER, 1, 2))
    y = ctrnn_runge_kutta(y_0, silence, np.ones(2), W, theta, DT)
    if np.shape(y) != (INNER, 1, 2):
        raise DemoError(
            f"ctrnn_runge_kutta returned shape {np.shape(y)}, expected (T, N, H) = "
            f"{(INNER, 1, 2)}"
        )
    given = dict(zip(PASSED, (w11, w12, w21, w22, t1, t2), strict=True))
    return {
        "y1": y[:, 0, 0],
        "y2": y[:, 0, 1],
        "last1": y[-1, 0, 0],
        "last2": y[-1, 0, 1],
        "still1": _still(w11, w21, t1, t2),
        "still2": _still(w22, w12, t2, t1),
        **{f"{name}_": value + 0.0 for name, value in given.items()},
    }


def _still(own, other, theta, theta_other):
    """Return where the other neuron must be for this one to stand still on the grid.

    From 0 = -y + own * sigmoid(y + theta) + other * rate: the rate, then the state.
    """
    grid = np.linspace(LOW, HIGH, GRID)
    divisor = np.where(other == 0, 1e-9, other)
    rate = (grid - own * sigmoid(grid + theta)) / divisor
    exists = np.where(rate > 1e-6, 1.0, 0.0) * np.where(rate < 1 - 1e-6, 1.0, 0.0)
    safe = np.where(exists > 0, rate, 0.5)
    return np.where(exists > 0, np.log(safe / (1 - safe)) - theta_other, NOWHERE)


def course(outputs):
    """Return the points of the whole course, (80 · 10, 2)."""
    return np.array(
        [
            pair
            for values in outputs
            for pair in zip(values["y1"], values["y2"], strict=True)
        ]
    )


X = linear((LOW, HIGH), (MARGIN, MARGIN + SIZE))
Y = linear((LOW, HIGH), (6 + SIZE, 6))


def draw(texts, steps, outputs):
    """Draw the plane with nullclines and course, and both states over time."""
    columns = "grid-template-columns:repeat(auto-fit,minmax(260px,1fr))"
    return (
        tag(
            "div",
            _plane(texts, steps[0], outputs),
            _over_time(texts, outputs),
            style=f"display:grid;gap:12px 20px;align-items:start;{columns}",
            data_part="pictures",
        )
        + _numbers(texts, outputs[-1])
        + legend(texts)
    )


def _numbers(texts, values):
    """Write the weights as a matrix and where the course ends."""
    w = {
        name: reading(f"{name}_", values[f"{name}_"], "trimmed") for name in PASSED[:4]
    }
    end = f"({reading('last1', values['last1'])}, {reading('last2', values['last2'])})"
    matrix = f"W = [{w['w11']}, {w['w12']}; {w['w21']}, {w['w22']}]"
    words = f"{matrix} · {texts['end']} {end}"
    return tag("p", words, style="font-size:14px", data_part="numbers")


def _plane(texts, start, outputs):
    thin = {"fill": "none", "stroke_width": 2}
    grid = np.linspace(LOW, HIGH, GRID)
    first = [(g, o) for g, o in zip(grid, outputs[0]["still1"], strict=True)]
    second = [(o, g) for g, o in zip(grid, outputs[0]["still2"], strict=True)]
    points = [(X(a), Y(b)) for a, b in course(outputs)]
    points = [(X(start["s1"]), Y(start["s2"])), *points]
    lines = [
        tag(
            "path",
            d=pieces(first),
            stroke=color("input"),
            stroke_dasharray="7 4",
            data_still="1",
            **thin,
        ),
        tag(
            "path",
            d=pieces(second),
            stroke=color("forget"),
            stroke_dasharray="2 4",
            data_still="2",
            **thin,
        ),
        tag(
            "path",
            d=path(points),
            stroke=color("hidden"),
            data_course="plane",
            fill="none",
            stroke_width=3,
        ),
    ]
    dot = {"cx": points[0][0], "cy": points[0][1], "r": 8, "fill": color("accent")}
    end = {"cx": points[-1][0], "cy": points[-1][1], "r": 4, "fill": color("hidden")}
    return tag(
        "svg",
        *_axes(texts["y1"], texts["y2"]),
        *lines,
        tag("circle", **end, data_end=""),
        tag("circle", **dot, data_start="", style="cursor:grab;touch-action:none"),
        viewBox=f"0 0 {MARGIN + SIZE + 12} {SIZE + 46}",
        role="img",
        aria_label=texts["drawing"],
        style="width:100%;max-width:430px;font-family:var(--u-font, sans-serif)",
        data_plane="",
    )


def pieces(points):
    """Write a path that is broken where a nullcline has no point."""
    written, pen = [], "M"
    for a, b in points:
        if not (LOW <= a <= HIGH and LOW <= b <= HIGH):
            pen = "M"
            continue
        written.append(f"{pen}{X(a):.1f},{Y(b):.1f}")
        pen = "L"
    return "".join(written) or "M0,0"


def _axes(across, up):
    """Draw the frame of the plane with numbers."""
    frame = {"x": MARGIN, "y": 6, "width": SIZE, "height": SIZE, "fill": "none"}
    yield tag("rect", **frame, stroke=color("line"))
    for value in (-3, 0, 3, 6, 9):
        word = {"text_anchor": "middle"}
        yield text(trimmed(value), X(value), SIZE + 22, 12, "muted", **word)
        yield text(
            trimmed(value), MARGIN - 6, Y(value) + 4, 12, "muted", text_anchor="end"
        )
    yield text(across, MARGIN + SIZE / 2, SIZE + 40, 13, "input", text_anchor="middle")
    yield text(up, MARGIN + 6, 22, 13, "forget")


def _over_time(texts, outputs):
    states = course(outputs)
    time = linear((0, OUTER), (MARGIN, MARGIN + SIZE))
    looks = (("input", "none", "1"), ("forget", "7 4", "2"))
    lines = [
        tag(
            "path",
            d=path([(time(DT * (k + 1)), Y(v)) for k, v in enumerate(states[:, n])]),
            stroke=color(role),
            stroke_dasharray=dashes,
            fill="none",
            stroke_width=2.5,
            data_state=name,
        )
        for n, (role, dashes, name) in enumerate(looks)
    ]
    frame = {"x": MARGIN, "y": 6, "width": SIZE, "height": SIZE, "fill": "none"}
    word = {"text_anchor": "middle"}
    ticks = [
        text(f"{t}", time(t), SIZE + 22, 12, "muted", **word)
        for t in range(0, OUTER + 1, 20)
    ]
    ticks += [
        text(trimmed(v), MARGIN - 6, Y(v) + 4, 12, "muted", text_anchor="end")
        for v in (-3, 0, 3, 6, 9)
    ]
    return tag(
        "svg",
        tag("rect", **frame, stroke=color("line")),
        *ticks,
        *lines,
        text(texts["time"], MARGIN + SIZE / 2, SIZE + 40, 13, "muted", **word),
        viewBox=f"0 0 {MARGIN + SIZE + 12} {SIZE + 46}",
        role="img",
        aria_label=texts["over_time"],
        style="width:100%;max-width:430px;font-family:var(--u-font, sans-serif)",
    )


def _slider(name, low, high, group):
    return Control(name, low, high, START[name], step=0.25, group=group)


PHASE_PLANE = Demo(
    name="phase-plane",
    uses=("ctrnn_runge_kutta",),
    step=step,
    inputs=tuple(START),
    controls=(
        *(
            Control(s, LOW, HIGH, START[s], step=0.1, group="start")
            for s in ("s1", "s2")
        ),
        *(_slider(w, -8, 8, "weights") for w in ("w11", "w12", "w21", "w22")),
        *(_slider(t, -6, 6, "biases") for t in ("t1", "t2")),
    ),
    steps=(START, *({} for _ in range(OUTER - 1))),
    draw=draw,
    carry={"s1": "last1", "s2": "last2", **{name: f"{name}_" for name in PASSED}},
    shapes={
        "y1": (INNER,),
        "y2": (INNER,),
        "still1": (GRID,),
        "still2": (GRID,),
    },
    shown=OUTER - 1,
    data={"low": LOW, "high": HIGH, "dt": DT, "outer": OUTER},
)
