"""A plot with a fixed logarithmic axis: curves that a page only has to bend anew.

``static/log-plot.js`` places values as `place` does.
"""

import numpy as np

from rnn_core.demos.svg import color, path, power_of_ten, tag, text

TOP, BOTTOM = 12, 232
HEIGHT = 270


def place(value, low, high):
    """Return how far below the top a value lies; what leaves the axis stays at its end.

    Parameters
    ----------
    value : float
        Any number; its size counts.
    low, high : int
        Exponents at which the axis ends.
    """
    exponent = np.clip(np.log10(max(abs(value), 1e-300)), low, high)
    return float((BOTTOM - TOP) * (high - exponent) / (high - low))


def draw_plot(texts, curves, values, low, high, every):
    """Draw curves over equally spaced places, from left to right.

    Parameters
    ----------
    texts : dict
        Words of the demo: "plot" for those who cannot see it, "across" below it.
    curves : dict
        Name of an output → its role in the palette and its dashes.
    values : dict
        The outputs.
    low, high, every : int
        Exponents at which the axis ends, and between two of its numbers.
    """
    ticks = [(e, TOP + place(10.0**e, low, high)) for e in range(low, high + 1, every)]
    numbers = [
        text(power_of_ten(e), 44, round(y + 4, 2), 12, "muted", text_anchor="end")
        for e, y in ticks
    ]
    grid = [
        tag(
            "line", x2="100%", y1=y, y2=y, stroke=color("control" if e == 0 else "line")
        )
        for e, y in ticks
    ]
    inner = tag(
        "svg",
        *(
            _curve(name, *look, values[name], low, high)
            for name, look in curves.items()
        ),
        y=TOP - 4,  # room above for half the width of a line
        width="100%",
        height=BOTTOM - TOP + 8,
        viewBox=f"0 -4 100 {BOTTOM - TOP + 8}",
        preserveAspectRatio="none",
    )
    below = text(texts["across"], "50%", HEIGHT - 14, 13, "muted", text_anchor="middle")
    plot = tag(
        "svg",
        tag("g", *grid),
        inner,
        below,
        width="100%",
        height=HEIGHT,
        role="img",
        aria_label=texts["plot"],
        style="overflow:visible",
    )
    return tag(
        "div",
        tag("svg", *numbers, width=52, height=HEIGHT, aria_hidden="true"),
        plot,
        style="display:grid;grid-template-columns:52px minmax(0,1fr);"
        "padding-right:12px;font-family:var(--u-font, sans-serif)",
        data_part="plot",
    )


def _curve(name, role, dashes, curve, low, high):
    last = len(curve) - 1
    points = [(100 * k / last, place(v, low, high)) for k, v in enumerate(curve)]
    return tag(
        "path",
        d=path(points),
        fill="none",
        stroke=color(role),
        stroke_width=3,
        stroke_dasharray=dashes,
        vector_effect="non-scaling-stroke",
        data_curve=name,
    )


def sample(role, dashes):
    """Draw a short piece of a curve, for a legend."""
    line = {"x1": 0, "x2": 44, "y1": 7, "y2": 7, "stroke": color(role)}
    piece = tag("line", **line, stroke_width=3, stroke_dasharray=dashes)
    return tag("svg", piece, width=44, height=14, aria_hidden="true")
