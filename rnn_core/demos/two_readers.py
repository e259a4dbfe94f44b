"""A bidirectional net reads a sentence: two units each way, weights set by hand."""

import numpy as np

from rnn_core.demos.framework import Demo, taken
from rnn_core.demos.svg import color, reading, tag, text

FIRST = ("Broke", "Sunburnt", "Then")
LAST = ("loan", "towel", "photo")
MIDDLE = ("she", "went", "to", "the", "bank", "and", "took", "out", "a")
MEANING = {  # word → how much it is about money, about water
    "Broke": (1.0, 0.0),
    "Sunburnt": (0.0, 1.0),
    "loan": (1.0, 0.0),
    "towel": (0.0, 1.0),
}
T = len(MIDDLE) + 2
BANK = 1 + MIDDLE.index("bank")
# A unit that has heard its kind of word keeps it, fading slowly, and damps the other.
W_XH = np.array([[1.6, -0.4], [-0.4, 1.6]])
W_HH = np.array([[1.05, -0.15], [-0.15, 1.05]])
B_H = np.zeros(2)
UNITS = ("m", "w")
ROW, LEFT, MIDDLE_X = 27, (52, 84), 180


def meanings(words):
    """Return the inputs (T, 2) of a sentence."""
    return [list(MEANING.get(word, (0.0, 0.0))) for word in words]


def step(bidirectional_forward, x):
    """Read all words at once, as one sequence."""
    weights = W_XH, W_HH, B_H
    result = bidirectional_forward(
        np.reshape(x, (T, 1, 2)), np.array([T]), np.zeros((2, 1, 2)), weights, weights
    )
    h, _ = taken("bidirectional_forward", result, "h", "cache")
    return _outcome(h[:, 0, :2], h[:, 0, 2:])


def page_step(x):
    """Do the same with plain loops: reversing picks steps by number in the exercise."""
    ltr, rtl, h, g = [], [], np.zeros((1, 2)), np.zeros((1, 2))
    for t in range(T):
        h = np.tanh(x[t : t + 1] @ W_XH + h @ W_HH + B_H)
        g = np.tanh(x[T - 1 - t : T - t] @ W_XH + g @ W_HH + B_H)
        ltr.append(h)
        rtl.append(g)
    return _outcome(np.concatenate(ltr), np.concatenate(rtl[::-1]))


def _outcome(ltr, rtl):
    """Name the states, and at the word in question how far money is ahead."""
    ahead = {"l": ltr[BANK, 0] - ltr[BANK, 1], "r": rtl[BANK, 0] - rtl[BANK, 1]}
    at_bank = np.concatenate([ltr[BANK], rtl[BANK]])
    states = {"ltr": ltr, "rtl": rtl, "at_bank": at_bank}
    return {**states, "ltr_ahead": ahead["l"], "rtl_ahead": ahead["r"]}


def draw(texts, steps, outputs):
    """Draw the words, one below the other, between the states of both readers."""
    words, values = (FIRST[0], *MIDDLE, LAST[0]), outputs[0]
    small = {"text_anchor": "middle"}
    heads = [
        text(texts["ltr"], 68, 16, 13, "input", **small),
        text(texts["rtl"], 292, 16, 13, "forget", **small),
        *(
            text(u, x, 34, 11, "muted", **small)
            for u, x in zip(UNITS, LEFT, strict=True)
        ),
        *(
            text(u, 360 - x, 34, 11, "muted", **small)
            for u, x in zip("wm", LEFT, strict=True)
        ),
    ]
    rows = [_row(texts, words[t], t, values) for t in range(T)]
    plot = tag(
        "svg",
        *heads,
        *rows,
        viewBox=f"0 0 360 {50 + ROW * T}",
        role="img",
        aria_label=texts["drawing"],
        style="display:block;width:100%;max-width:430px;margin:0 auto;"
        "font-family:var(--u-font, sans-serif)",
        data_part="sentence",
    )
    return plot + _numbers(texts, values) + legend(texts)


def _numbers(texts, values):
    """Write the four states at the word in question."""
    pairs = zip(("ltr", "rtl"), (0, 2), strict=True)
    said = [
        f"{texts[name]} m {reading(f'at_bank.{k}', values['at_bank'][k])}, "
        f"w {reading(f'at_bank.{k + 1}', values['at_bank'][k + 1])}"
        for name, k in pairs
    ]
    words = f"{texts['at_bank']} {'; '.join(said)}"
    return tag("p", words, style="font-size:14px", data_part="numbers")


def legend(texts):
    """Say how to read the drawing."""
    return tag("p", texts["legend"], style="font-size:13px", data_part="legend")


def _row(texts, word, t, values):
    y = 54 + ROW * t
    bold = {"font_weight": 700} if t == BANK else {}
    parts = [text(word, MIDDLE_X, y + 4, 15, text_anchor="middle", data_word=t, **bold)]
    for k, (name, role) in enumerate((("ltr", "input"), ("rtl", "forget"))):
        for unit in range(2):
            x = LEFT[unit] if k == 0 else 360 - LEFT[1 - unit]
            parts.append(cell(x, y, values[name][t][unit], role, f"{name}.{t}.{unit}"))
    return tag("g", *parts)


def cell(x, y, value, role, name, most=11.0):
    """Draw a number from -1 to 1 as a square: its size how far, filled if positive."""
    half = round(most * min(abs(value), 1.0), 2)
    place = {"x": x - half, "y": y - half, "width": 2 * half, "height": 2 * half}
    frame = {"x": x - most, "y": y - most, "width": 2 * most, "height": 2 * most}
    outline = tag("rect", **frame, fill="none", stroke=color("line"))
    fill = color(role) if value >= 0 else "none"
    return outline + tag("rect", **place, fill=fill, stroke=color(role), data_cell=name)


START = {"x": meanings((FIRST[0], *MIDDLE, LAST[0]))}

BOTH_DIRECTIONS = Demo(
    name="both-directions",
    uses=("bidirectional_forward",),
    step=step,
    page_step=page_step,
    inputs=("x",),
    controls=(),
    steps=(START,),
    draw=draw,
    shapes={"x": (T, 2), "ltr": (T, 2), "rtl": (T, 2), "at_bank": (4,)},
    data={
        **{"first": list(FIRST), "last": list(LAST), "middle": list(MIDDLE)},
        **{"meaning": {k: list(v) for k, v in MEANING.items()}, "bank": BANK},
    },
)
