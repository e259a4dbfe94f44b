"""The first drawing of the Reber reader: the string, its memories, gates, prediction.

The view in ``static/views/reber-reader.js`` draws the same, with the same measures.
"""

import numpy as np

from rnn_core.data import SYMBOLS, legal_successors
from rnn_core.demos.svg import color, reading, tag, text

ROLES = {"i": "input", "f": "forget", "g": "candidate", "o": "output"}
FIRST_ROW, ROW, REACH = 66, 28, 12  # memories: where they begin, a row, half of a bar
DIFFERENT = 0.15  # of a row's scale: from here on the twin's memory is drawn
FULL, EMPTY = 24, 112  # a bar of the prediction: 1 and 0
GAUGE, GAP = 24, 32  # height of a gate's column, from one to the next
FONT = "font-family:var(--u-font, sans-serif)"


def carrier(own, other, last):
    """Find the unit that tells a string from its twin, all the way.

    Parameters
    ----------
    own, other : ndarray of shape (T, H)
        Memories after each step, of the string and of its twin.
    last : int
        The last step that counts; the first is 1, which reads the second symbol.

    Returns
    -------
    int
        The unit whose two memories stay furthest apart, as a share of their size.
    """
    own, other = np.asarray(own)[1 : last + 1], np.asarray(other)[1 : last + 1]
    size = np.maximum(np.abs(own), np.abs(other)).max(axis=0)
    return int(np.argmax((np.abs(own - other) / np.maximum(size, 1e-12)).min(axis=0)))


def draw(texts, steps, outputs):
    """Draw the long-range step of a complete string that was read with its twin."""
    T = len(outputs) // 2
    string = "".join(SYMBOLS[int(np.argmax(s["x_t"]))] for s in steps[:T]) + "E"
    now = T - 2  # it reads the inner E
    own, other = ([o["c"] for o in part] for part in (outputs[:T], outputs[T:]))
    unit = carrier(own, other, now)
    return "".join(
        [
            _reading(texts, string, now, own, other, unit),
            tag("p", _caption(texts, string), **_small(), data_part="memories"),
            tag(
                "div",
                _prediction(texts, string, now, outputs[now]),
                _gates(texts, outputs[now], unit),
                style="display:grid;gap:16px 28px;margin-top:14px;"
                "grid-template-columns:repeat(auto-fit,minmax(250px,1fr))",
                data_part="halves",
            ),
        ]
    )


def _small():
    return {"style": f"font-size:13px;color:{color('muted')};margin:4px 0 0"}


def _caption(texts, string):
    symbol, other = ("T", "P") if string[1] == "T" else ("P", "T")
    return texts["memories"].format(symbol=symbol, other=other)


def _beside(labels, drawing, height, label, part):
    """Put labels of a fixed width beside a drawing in percents of the rest."""
    left = tag("svg", *labels, width=50, height=height)
    size = {"width": "100%", "height": height, "role": "img", "aria_label": label}
    columns = "display:grid;grid-template-columns:50px minmax(0,1fr)"
    right = tag("svg", *drawing, **size, style="overflow:visible")
    return tag("div", left, right, style=f"{columns};{FONT}", data_part=part)


def _reading(texts, string, now, own, other, unit):
    width, units = 100 / len(string), len(own[0])
    rows = range(units)
    band = {"x": 0, "width": "100%", "fill": color("accent"), "opacity": 0.12}
    drawing = [
        tag("rect", **band, y=_row_y(unit) - ROW / 2, height=ROW),
        tag("rect", **{**band, "x": f"{now * width:.2f}%", "width": f"{width:.2f}%"},
            y=28, height=FIRST_ROW + ROW * units - 28),
        *_bracket(texts, string, width),
        *(_symbol(string, k, now, width) for k in range(len(string))),
        *(tag("line", x2="100%", y1=_row_y(k), y2=_row_y(k), stroke=color("line"))
          for k in rows),
    ]  # fmt: skip
    drawing += _memories(np.array(own), np.array(other), now, width)
    labels = [_label(texts["unit"].format(n=k + 1), _row_y(k), k == unit) for k in rows]
    height = FIRST_ROW + ROW * units
    return _beside(labels, drawing, height, texts["reading"], "reading")


def _row_y(unit):
    return FIRST_ROW + ROW * unit + ROW / 2


def _label(words, y, marked):
    weight = 700 if marked else 400
    role = "accent" if marked else "muted"
    return text(words, 0, y + 4, 12, role, font_weight=weight)


def _symbol(string, k, now, width):
    far = k in (1, len(string) - 2)
    weight = 700 if far or k == now else 400
    role = "accent" if far else "muted" if k > now else "text"
    place = f"{(k + 0.5) * width:.2f}%"
    words = {"text_anchor": "middle", "font_weight": weight}
    return text(string[k], place, 50, 16, role, **words)


def _bracket(texts, string, width):
    """Join the second symbol and the last but one, which has to be the same."""
    ends = [f"{(k + 0.5) * width:.2f}%" for k in (1, len(string) - 2)]
    line = {"stroke": color("accent"), "stroke_width": 1.5}
    yield tag("line", x1=ends[0], x2=ends[1], y1=20, y2=20, **line)
    for end in ends:
        yield tag("line", x1=end, x2=end, y1=20, y2=30, **line)
    yield text(texts["must"], "50%", 13, 12, "accent", text_anchor="middle")


def _memories(own, other, now, width):
    """Draw a row of bars a unit, on a scale of its own; the twin where it differs."""
    top = np.maximum(1.0, np.abs([own, other]).max(axis=(0, 1)))  # (H,)
    own, other = own / top, other / top
    for t, unit in np.ndindex(own.shape):
        box = {
            "x": f"{(t + 0.2) * width:.2f}%",
            "width": f"{0.6 * width:.2f}%",
            "opacity": 0.35 if t > now else 1,
        }
        mine, theirs = own[t, unit], other[t, unit]
        yield tag("rect", **box, **_bar(unit, mine), fill=color("cell"))
        if abs(mine - theirs) > DIFFERENT:
            line = {"fill": "none", "stroke": color("gradient"), "stroke_width": 1.5}
            yield tag("rect", **box, **_bar(unit, theirs), **line)


def _bar(unit, share):
    zero, tall = _row_y(unit), REACH * abs(float(share))
    y = zero - tall if share > 0 else zero
    return {"y": round(y, 2), "height": round(tall, 2)}


def _prediction(texts, string, now, values):
    """Draw the probability of every symbol to be the next one."""
    legal = legal_successors(string[: now + 1])[-1]
    columns = [
        _chance(texts, k, symbol, values["p"][k], symbol in legal)
        for k, symbol in enumerate(SYMBOLS)
    ]
    base = tag("line", x2="100%", y1=EMPTY, y2=EMPTY, stroke=color("control"))
    words = {"width": "100%", "height": 152, "role": "img"}
    drawing = tag(
        "svg", base, *columns, **words, aria_label=texts["chances"], style=FONT
    )
    return tag("div", _heading(texts["next"]), drawing, data_part="prediction")


def _heading(words):
    return tag("p", words, style="font-weight:650;margin:0 0 6px")


def _chance(texts, k, symbol, p, legal):
    width = 100 / len(SYMBOLS)
    middle = f"{(k + 0.5) * width:.2f}%"
    tall = p * (EMPTY - FULL)
    box = {"x": f"{(k + 0.2) * width:.2f}%", "width": f"{0.6 * width:.2f}%"}
    ink = color("output" if legal else "gradient")
    words = {"text_anchor": "middle"}
    name = {"font_weight": 700 if legal else 400, "data_symbol": k}
    above = {"x": middle, "y": EMPTY - tall - 5, "font_size": 12, **words}
    number = reading(f"p.{k}", p, "percent", "tspan")
    below = {**words, "data_legal": k}
    mark = text(texts["legal"] if legal else "", middle, 147, 11, "output", **below)
    return "".join(
        [
            tag("rect", **box, y=EMPTY - tall, height=tall, fill=ink, data_chance=k),
            tag("text", number, **above, fill=color("text"), data_above=k),
            text(symbol, middle, 131, 15, **words, **name),
            mark,
        ]
    )


def _gates(texts, values, unit):
    """Draw the gates of every unit as columns that fill from the bottom."""
    units = len(values["c"])
    width = 100 / units
    mark = {"x": f"{unit * width:.2f}%", "width": f"{width:.2f}%", "opacity": 0.12}
    drawing = [
        tag("rect", **mark, y=0, height=130, fill=color("accent"), data_mark="unit")
    ]
    for row, gate in enumerate(ROLES):
        for k in range(units):
            drawing.append(_gauge(gate, k, row * GAP, values[gate][k], width))
    for k in range(units):
        at = f"{(k + 0.5) * width:.2f}%"
        drawing.append(text(f"{k + 1}", at, 145, 12, "muted", text_anchor="middle"))
    names = {"font_weight": 700, "font_style": "italic", "text_anchor": "middle"}
    labels = [
        text(gate, 25, row * GAP + 18, 15, role, **names)
        for row, (gate, role) in enumerate(ROLES.items())
    ]
    plot = _beside(labels, drawing, 152, texts["gauges"], "gauges")
    note = tag("p", texts["filled"], **_small())
    return tag("div", _heading(texts["gates"]), plot, note)


def _gauge(gate, unit, top, value, width):
    box = {"x": f"{(unit + 0.2) * width:.2f}%", "width": f"{0.6 * width:.2f}%"}
    frame = {"y": top, "height": GAUGE, "fill": color("bg"), "stroke": color("control")}
    low, high = sorted((0.5, (value + 1) / 2)) if gate == "g" else (0.0, value)
    fill = {"y": top + GAUGE * (1 - high), "height": GAUGE * (high - low)}
    return tag("rect", **box, **frame) + tag(
        "rect", **box, **fill, fill=color(ROLES[gate]), data_gauge=f"{gate}.{unit}"
    )
