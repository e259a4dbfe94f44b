"""What is left of a gradient after k steps back, in a memory that is kept or not."""

import numpy as np

from rnn_core.demos.framework import Control, Demo, DemoError, taken
from rnn_core.demos.svg import color, linear, path, power_of_ten, reading, tag, text

MOST = 100  # steps back; the reader may look at fewer
FLOOR = -12  # the logarithmic axis ends at 10⁻¹²
FORGET = (
    *(0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97),
    *(0.98, 0.985, 0.99, 0.992, 0.994, 0.995, 0.996, 0.997, 0.998, 0.999, 1.0),
)
START = {"f": 0.98, "w": 1.0, "h": 0.5, "T": 50}
CURVES = {"kept": "forget", "overwritten": "hidden"}  # name → colour
DASHES = {"kept": "none", "overwritten": "7 4"}
HEIGHT, TOP, BOTTOM = 270, 12, 232  # of the plot, and of the axis in it


def step(cell_state_gradient, f, w, h, T):
    """Let both gradients run back through steps that are all alike."""
    rows = (MOST + 1, 1)
    arguments = np.full(rows, f), np.full(rows, h), np.array([w])
    result = taken(
        "cell_state_gradient",
        cell_state_gradient(*arguments),
        *CURVES,
    )
    for name, value in zip(CURVES, result, strict=True):
        if np.shape(value) != rows:
            raise DemoError(
                f"cell_state_gradient gave {name} of shape {np.shape(value)}, "
                f"expected (T, H) = {rows}"
            )
    # the last row is the last step, from which we look back
    return _outcome(*(np.asarray(value)[::-1, 0] for value in result), T)


def page_step(f, w, h, T):
    """Compute the same without a loop: with equal steps the products are powers."""
    k = np.arange(MOST + 1.0)
    return _outcome(f**k, (w * (1 - h**2)) ** k, T)


def _outcome(kept, overwritten, T):
    """Name the curves, and of each the factor of one step, the end, the half-life."""
    named = {"kept": kept, "overwritten": overwritten}
    numbers = {}
    for name, curve in named.items():
        at_end = np.where(np.arange(MOST + 1.0) == T, curve, 0.0)
        numbers[f"{name}_factor"] = curve[1]
        numbers[f"{name}_end"] = at_end.sum()
        numbers[f"{name}_half"] = _half_life(curve[1])
    return {**named, **numbers}


def _half_life(factor):
    """Return the steps in which half is lost, or twice as much gained; 0 for a 1."""
    size = np.abs(factor)
    rate = np.log(np.where(size == 1, 2.0, size))  # -inf for a 0: gone at once
    return np.where(size == 1, 0.0, np.log(2.0) / np.abs(rate))


def draw(texts, steps, outputs):
    """Draw both curves over the steps back, and say what is left of each."""
    values, T = outputs[0], steps[0]["T"]
    cards = [_card(texts, name, values, T) for name in CURVES]
    columns = "grid-template-columns:repeat(auto-fit,minmax(230px,1fr))"
    grid = f"display:grid;gap:12px 24px;margin-bottom:12px;{columns}"
    return tag("div", *cards, style=grid, data_part="cards") + _plot(texts, values, T)


def _card(texts, name, values, T):
    role = CURVES[name]
    line = {"x1": 0, "x2": 44, "y1": 7, "y2": 7, "stroke": color(role)}
    dashes = {"stroke_width": 3, "stroke_dasharray": DASHES[name]}
    sample = tag("svg", tag("line", **line, **dashes), width=44, height=14)
    bold = f"color:{color(role)};font-weight:600"
    heading = tag("span", texts[name], style=bold)
    factor = reading(f"{name}_factor", values[f"{name}_factor"], "amount")
    end = reading(f"{name}_end", values[f"{name}_end"], "amount")
    words = tag("span", texts["left"].format(T=T), data_words="left")
    size = "font-size:22px;font-weight:650"
    return tag(
        "div",
        tag("div", sample, " ", heading),
        tag("div", texts[f"{name}_factor"], " = ", factor),
        tag("div", tag("span", end, style=size), " ", words),
        tag("div", course(texts, name, values), data_course=name),
        style="border-left:1px solid var(--u-line, #dedad2);padding-left:12px",
    )


def course(texts, name, values):
    """Say how a gradient goes: it halves, doubles, stays or is gone at once."""
    factor, half = abs(values[f"{name}_factor"]), values[f"{name}_half"]
    if factor in (0.0, 1.0):
        return texts["stays" if factor else "gone"]
    return texts["halves" if factor < 1 else "doubles"].format(half=f"{half:.1f}")


def _plot(texts, values, T):
    """Draw the plot: numbers on the left, curves in percents of the width beside."""
    curves = [_curve(values, name, T) for name in CURVES]
    inner = tag(
        "svg",
        *curves,
        y=TOP - 4,  # room above for half the width of a line
        width="100%",
        height=BOTTOM - TOP + 4,
        viewBox=f"0 -4 100 {BOTTOM - TOP + 4}",
        preserveAspectRatio="none",
    )
    numbers = tag("g", *_numbers(), data_layer="numbers")
    plot = tag(
        "svg",
        tag("g", *_grid(T), data_layer="grid"),
        inner,
        tag("g", *_marks(values, T), data_layer="marks"),
        text(texts["back"], "50%", HEIGHT - 4, 13, "muted", text_anchor="middle"),
        width="100%",
        height=HEIGHT,
        role="img",
        aria_label=texts["plot"],
        style="overflow:visible",
    )
    return tag(
        "div",
        tag("svg", numbers, width=52, height=HEIGHT),
        plot,
        style="display:grid;grid-template-columns:52px minmax(0,1fr);"
        "padding-right:12px;font-family:var(--u-font, sans-serif)",
        data_part="plot",
    )


def _height(value):
    """Place a value on the logarithmic axis; what is too small leaves it below."""
    exponent = np.log10(max(abs(value), 1e-300))
    return linear((FLOOR, 0), (BOTTOM - TOP, 0))(float(exponent))


def _curve(values, name, T):
    points = [(100 * k / T, _height(values[name][k])) for k in range(T + 1)]
    return tag(
        "path",
        d=path(points),
        fill="none",
        stroke=color(CURVES[name]),
        stroke_width=3,
        stroke_dasharray=DASHES[name],
        vector_effect="non-scaling-stroke",
        data_curve=name,
    )


def _marks(values, T):
    """Put a dot where half is left, with a line down to that step."""
    for name, role in CURVES.items():
        factor, half = abs(values[f"{name}_factor"]), values[f"{name}_half"]
        if factor < 1 and 0 < half <= T:
            at, y, ink = f"{100 * half / T:.2f}%", TOP + _height(0.5), color(role)
            line = {"x1": at, "x2": at, "y1": y, "y2": BOTTOM, "stroke": ink}
            yield tag("line", **line, stroke_dasharray="2 4")
            yield tag("circle", cx=at, cy=y, r=5, fill=ink)


def _ticks():
    return [(e, TOP + _height(10.0**e)) for e in range(FLOOR, 1, 3)]


def _numbers():
    words = {"text_anchor": "end"}
    return [text(power_of_ten(e), 44, y + 4, 12, "muted", **words) for e, y in _ticks()]


def _grid(T):
    for exponent, y in _ticks():
        stroke = color("line" if exponent > FLOOR else "control")
        yield tag("line", x2="100%", y1=y, y2=y, stroke=stroke)
    for k in range(0, T + 1, 10):
        at = f"{100 * k / T:.2f}%"
        words, ink = {"text_anchor": "middle"}, color("control")
        yield tag("line", x1=at, x2=at, y1=BOTTOM, y2=BOTTOM + 5, stroke=ink)
        yield text(f"{k}", at, BOTTOM + 18, 12, "muted", **words)


GRADIENT_THROUGH_TIME = Demo(
    name="gradient-through-time",
    uses=("cell_state_gradient",),
    step=step,
    page_step=page_step,
    inputs=tuple(START),
    controls=(
        Control("f", 0, 1, START["f"], values=FORGET),
        Control("w", 0, 1.5, START["w"], step=0.05),
        Control("h", 0, 0.95, START["h"], step=0.05),
        Control("T", 10, MOST, START["T"], step=5),
    ),
    steps=(START,),
    draw=draw,
    shapes=dict.fromkeys(CURVES, (MOST + 1,)),
    data={"floor": FLOOR},
)
