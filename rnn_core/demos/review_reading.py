"""A trained LSTM reads a hotel review, and says after every word what it thinks so far.

The weights were trained by ``python -m solutions.applications.train_review_reader``.
"""

import json
from importlib import resources

import numpy as np

from rnn_core.data.reviews import REVIEW_VOCABULARY
from rnn_core.demos.framework import Demo, taken
from rnn_core.demos.svg import color, reading, tag, text

STORED = resources.files("rnn_core") / "static" / "review-reader.json"
WEIGHTS = {
    name: np.array(value)
    for name, value in json.loads(STORED.read_text(encoding="utf-8"))["weights"].items()
}
UNITS, V = WEIGHTS["W_hy"].shape[0], len(REVIEW_VOCABULARY)
FRAMES = {
    "but": ("1", "but", "2"),
    "although_first": ("although", "1", ",", "2"),
    "although_second": ("1", "although", "2"),
}
ABOUT = {"1": ("the", "room", "was"), "2": ("the", "food", "was")}
SAID = ("great", "not great", "awful", "not awful")
ROWS = 12  # words of the longest review
ROW, TOP, MIDDLE, SIDE, MOST = 25, 34, 232, 112, 12.0


def review_words(frame, first, second):
    """Return the words of a review: a key of `FRAMES`, and two places in `SAID`."""
    said = {"1": SAID[first], "2": SAID[second]}
    words = []
    for part in FRAMES[frame]:
        words += [*ABOUT[part], *said[part].split()] if part in ABOUT else [part]
    return words


def steps_of(words):
    """Return one step a word: a 1 at the word's number."""
    return tuple({"x_t": np.eye(V)[REVIEW_VOCABULARY[w]].tolist()} for w in words)


def step(lstm_cell_forward, x_t, h_prev, c_prev):
    """Read one word; say how far the label "good" is ahead if the review ends here."""
    given = x_t[None], h_prev[None], c_prev[None]  # N = 1
    result = lstm_cell_forward(*given, WEIGHTS["W_x"], WEIGHTS["W_h"], WEIGHTS["b"])
    h_t, c_t, _ = taken("lstm_cell_forward", result, "h_t", "c_t", "cache")
    scores = h_t[0] @ WEIGHTS["W_hy"] + WEIGHTS["b_y"]
    ahead = scores[1] - scores[0]
    p = 1.0 / (1.0 + np.exp(-ahead))
    return {
        **{"h": h_t[0], "c": c_t[0], "ahead": ahead, "p": p},
        **{"bad": scores[0], "good": scores[1]},
    }


def draw(texts, steps, outputs):
    """Draw a row a word: to the right how far "good" is ahead, to the left "bad"."""
    words = START
    heads = [
        text(texts["bad"], MIDDLE - 8, 16, 13, "gradient", text_anchor="end"),
        text(texts["good"], MIDDLE + 8, 16, 13, "output"),
    ]
    bottom = TOP + ROW * ROWS
    line = tag("line", x1=MIDDLE, x2=MIDDLE, y1=24, y2=bottom, stroke=color("control"))
    rows = [
        _row(words[t] if t < len(words) else "", t, outputs[t] if t < len(words) else 0)
        for t in range(ROWS)
    ]
    plot = tag(
        "svg",
        *heads,
        line,
        *rows,
        viewBox=f"0 0 360 {bottom + 4}",
        role="img",
        aria_label=texts["drawing"],
        style="display:block;width:100%;max-width:430px;margin:0 auto;"
        "font-family:var(--u-font, sans-serif)",
        data_part="review",
    )
    return plot + _numbers(texts, outputs[len(words) - 1])


def _row(word, t, output):
    ahead = output["ahead"] if output else 0.0
    x, width, role = bar(ahead)
    y = TOP + ROW * t
    place = {"x": x, "y": y, "width": width, "height": 16}
    shape = tag("rect", **place, rx=2, fill=color(role), data_bar=t)
    return tag("g", text(word, 96, y + 13, 15, text_anchor="end", data_word=t), shape)


def bar(ahead):
    """Return left edge, width and colour of a bar; a long one ends at the edge."""
    width = round(SIDE * min(abs(ahead) / MOST, 1.0), 2)
    if ahead < 0:
        return MIDDLE - width, width, "gradient"
    return MIDDLE, width, "output"


def _numbers(texts, values):
    """Write the scores after the last word."""
    parts = (
        f"{texts['at_end']} {texts['good']} {reading('good', values['good'])}, "
        f"{texts['bad']} {reading('bad', values['bad'])}; {texts['ahead']} "
        f"{reading('ahead', values['ahead'])}, {texts['chance']} "
        f"{reading('p', values['p'], 'percent')}."
    )
    return tag("p", parts, style="font-size:14px", data_part="numbers")


START = review_words("although_second", 0, 1)
ZEROS = [0.0] * UNITS

REVIEW_READER = Demo(
    name="review-reader",
    uses=("lstm_cell_forward",),
    step=step,
    inputs=("x_t", "h_prev", "c_prev"),
    controls=(),
    steps=steps_of(START),
    draw=draw,
    carry={"h_prev": "h", "c_prev": "c"},
    start={"h_prev": ZEROS, "c_prev": ZEROS},
    shapes={"x_t": (V,), **dict.fromkeys(("h_prev", "c_prev", "h", "c"), (UNITS,))},
    data={
        "vocabulary": dict(REVIEW_VOCABULARY),
        "frames": {name: list(parts) for name, parts in FRAMES.items()},
        "about": {name: list(words) for name, words in ABOUT.items()},
        "said": list(SAID),
        "rows": ROWS,
    },
    shown=len(START) - 1,
)
