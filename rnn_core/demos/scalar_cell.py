"""The scalar memory cell, stepped through the worked example of chapter 4."""

from rnn_core.demos.framework import Control, Demo, taken
from rnn_core.demos.svg import (
    color,
    decimals,
    linear,
    named,
    path,
    tag,
    text,
    trimmed,
)
from rnn_core.functions import sigmoid

EXAMPLE = ((3, 1, 0), (4, 1, 0), (2, 0, 0), (1, 0, 1), (3, -1, 0))
CENTRE, LOOP = 150, 262  # where the main wire and the forget loop run
GATES = (  # name, where it stands, where its words stand, their anchor
    ("input", CENTRE, 300, 118, "end"),
    ("forget", LOOP, 209, LOOP, "middle"),
    ("output", CENTRE, 96, 118, "end"),
)
WIRES = (  # the value that runs on it, its colour, its way
    ("z", "text", ((CENTRE, 352), (CENTRE, 300))),
    ("written", "input", ((CENTRE, 300), (CENTRE, 251))),
    ("c", "cell", ((CENTRE, 229), (CENTRE, 96))),
    ("a", "output", ((CENTRE, 96), (CENTRE, 44))),
    ("c_prev", "cell", ((205, 177), (LOOP, 177), (LOOP, 209))),
    ("kept", "forget", ((LOOP, 209), (LOOP, 240), (161, 240))),
)


def step(memory_cell, x1, x2, x3, c_prev):
    """Take the inputs of one step to the gates, the memory and the output."""
    z = x1
    z_i, z_f, z_o = 100.0 * x2 - 10.0, 100.0 * x2 + 10.0, 100.0 * x3 - 10.0
    result = memory_cell(z, z_i, z_f, z_o, c_prev)
    a, c = taken("memory_cell", result, "a", "c")
    i, f, o = sigmoid(z_i), sigmoid(z_f), sigmoid(z_o)
    return {
        **{"z": z, "z_i": z_i, "z_f": z_f, "z_o": z_o, "c_prev": c_prev},
        **{"i": i, "f": f, "o": o, "written": i * z, "kept": f * c_prev},
        **{"c": c, "a": a},
    }


def draw(texts, steps, outputs):
    """Draw the cell at the first step, and the memory after every step."""
    return tag(
        "div",
        tag("div", _cell(texts, outputs[0]), style="flex:0 1 290px"),
        tag("div", _trace(texts, steps, outputs), style="flex:1 1 260px"),
        style="display:flex;flex-wrap:wrap;gap:16px 32px;align-items:center",
    )


def _cell(texts, values):
    """Draw the cell: main wire upwards, gates in it, the forget loop on the right."""
    return tag(
        "svg",
        *(_wire(name, role, values[name], way) for name, role, way in WIRES),
        _memory(texts, values),
        *(_gate(texts, values, *gate) for gate in GATES),
        *(_numbers(texts, values)),
        viewBox="30 0 290 376",
        width=290,
        height=376,
        role="img",
        aria_label=texts["drawing"],
        data_part="cell",
        style="max-width:100%;height:auto;font-family:var(--u-font, sans-serif)",
    )


def _wire(name, role, value, way):
    flows = abs(value) >= 0.005
    return tag(
        "path",
        d=path(way),
        data_wire=name,
        fill="none",
        stroke=color(role),
        stroke_width=4 if flows else 1.5,
        stroke_dasharray="none" if flows else "3 4",
    )


def _memory(texts, values):
    box = {"x": 95, "y": 150, "width": 110, "height": 56, "rx": 8}
    frame = {"fill": color("bg"), "stroke": color("cell")}
    middle = {"text_anchor": "middle"}
    return "".join(
        [
            tag("rect", **box, **frame, stroke_width=2),
            text(texts["memory"], CENTRE, 168, 12, "muted", **middle),
            named(["c = ", ("c", values["c"])], CENTRE, 193, 19, **middle),
            tag("circle", cx=CENTRE, cy=240, r=11, **frame),
            text("+", CENTRE, 246, 18, "cell", **middle),
            tag("path", d="M143,48L150,34L157,48Z", fill=color("output")),
        ]
    )


def _gate(texts, values, name, x, y, edge, anchor):
    letter, opening = name[0], values[name[0]]
    drive = f"z_{letter}"
    top = y + 53 if anchor == "middle" else y - 12
    bar = {"x": x - 3, "y": y - 14, "width": 6, "height": 28, "rx": 3}
    turn = f"transform:rotate({90 * (1 - opening):.1f}deg);transform-origin:{x}px {y}px"
    side = {"text_anchor": anchor}
    driven = ["z", {"sub": letter}, " = ", (drive, values[drive], "trimmed")]
    return "".join(
        [
            tag("circle", cx=x, cy=y, r=17, fill=color("bg"), stroke=color(name)),
            tag("rect", **bar, fill=color(name), data_gate=letter, style=turn),
            text(texts[name], edge, top, 13, name, **side, font_weight=600),
            named([f"{letter} = ", (letter, opening)], edge, top + 19, 14, **side),
            named(driven, edge, top + 36, 13, "muted", **side),
        ]
    )


def _numbers(texts, values):
    """Write what runs on the wires."""
    middle = {"text_anchor": "middle"}
    before = [f"{texts['before']} ", ("c_prev", values["c_prev"])]
    yield named(["z = ", ("z", values["z"], "trimmed")], CENTRE, 370, 15, **middle)
    yield named(["a = ", ("a", values["a"])], CENTRE, 24, 16, **middle)
    yield named([("written", values["written"])], 160, 276)
    yield named([("kept", values["kept"])], 198, 258, **middle)
    yield named(before, 318, 166, 12, "muted", text_anchor="end")


def _trace(texts, steps, outputs):
    """Draw memory and output after each step as bars, with the inputs below."""
    heights = [row[k] for row in outputs for k in "ca"]
    y = linear((min(0.0, *heights), max(1.0, *heights)), (136, 40))
    columns = enumerate(zip(steps, outputs, strict=True))
    rows = (texts["step"], "x₁", "x₂", "x₃")
    names = [text(name, "0%", 156 + 20 * k, 13, "muted") for k, name in enumerate(rows)]
    return tag(
        "svg",
        text(texts["plot"], "0%", 12, 13, "muted"),
        *names,
        *(_column(t, y, given, row, len(steps)) for t, (given, row) in columns),
        tag("line", x1="9%", x2="100%", y1=y(0), y2=y(0), stroke=color("control")),
        width="100%",
        height=222,
        role="img",
        aria_label=texts["plot"],
        style="font-family:var(--u-font, sans-serif);overflow:visible",
    )


def _column(t, y, given, row, count):
    width = 91 / count
    left, middle = 9 + (t + 0.12) * width, 9 + (t + 0.5) * width
    words = [trimmed(t + 1), *map(trimmed, given.values())]
    roles = ["muted", "text", "text", "text"]
    below = enumerate(zip(words, roles, strict=True))
    return "".join(
        [
            _bar(left, y, row["c"], "cell", 0.38 * width),
            _bar(middle, y, row["a"], "output", 0.38 * width),
            *(_word(middle, 156 + 20 * k, word, role) for k, (word, role) in below),
        ]
    )


def _bar(x, y, value, role, width):
    high, low = sorted((y(0), y(value)))
    size = {"x": f"{x:.2f}%", "width": f"{width:.2f}%", "y": high}
    word = _word(x + width / 2, high - 4, decimals(value), role, 11)
    return tag("rect", **size, height=round(low - high, 2), fill=color(role)) + word


def _word(x, y, content, role="text", size=13):
    return text(content, f"{x:.2f}%", y, size, role, text_anchor="middle")


MEMORY_CELL = Demo(
    name="memory-cell",
    uses=("memory_cell",),
    step=step,
    inputs=("x1", "x2", "x3", "c_prev"),
    controls=(
        Control("x1", -20, 20, 3, step=1, kind="number"),
        Control("x2", -1, 1, 1, step=0.05, kind="number"),
        Control("x3", 0, 1, 0, step=0.05, kind="number"),
    ),
    steps=tuple(dict(zip(("x1", "x2", "x3"), x, strict=True)) for x in EXAMPLE),
    draw=draw,
    carry={"c_prev": "c"},
    start={"c_prev": 0.0},
)
