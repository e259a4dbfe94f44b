"""A trained LSTM of letters goes on with a text that the reader begins.

The weights were trained by ``python -m solutions.applications.train_page_writer``. The
step draws the next letter as well: it is given a uniform number, and what it drew is
what it reads next. The numbers come from `rnn_core.page_random`, in the page as here.
"""

import itertools
import json
from html import escape
from importlib import resources

import numpy as np

from rnn_core.demos.framework import Control, Demo, taken
from rnn_core.demos.svg import color, reading, tag, text
from rnn_core.page_random import uniforms

STORED = json.loads(
    (resources.files("rnn_core") / "static" / "page-writer.json").read_text("utf-8")
)
WEIGHTS = {name: np.array(value) for name, value in STORED["weights"].items()}
ALPHABET = STORED["alphabet"]
UNITS, V = WEIGHTS["W_hy"].shape
UP_TO = np.triu(np.ones((V, V)))  # p @ UP_TO adds up all chances to the left
LETTERS, LONGEST = 160, 40  # how many are written, and may be typed
LISTED = 4  # letters whose chances are written out
BEGIN, TEMPERATURE, SEED = "in the kitchen the old cook ", 0.7, 1
HIGH, WIDE = 60, 12  # of the drawing of chances: a bar's greatest height, its room


def step(lstm_cell_forward, x_t, h_prev, c_prev, temperature, uniform, seed):
    """Read a letter; give the chances of the next one, and the one that is drawn."""
    del seed  # the uniform numbers were made from it
    given = x_t[None], h_prev[None], c_prev[None]  # N = 1
    result = lstm_cell_forward(*given, WEIGHTS["W_x"], WEIGHTS["W_h"], WEIGHTS["b"])
    h_t, c_t, _ = taken("lstm_cell_forward", result, "h_t", "c_t", "cache")
    scores = (h_t[0] @ WEIGHTS["W_hy"] + WEIGHTS["b_y"]) / temperature
    # each letter against all: row k holds how much likelier the others are than k
    p = 1.0 / np.exp(scores[None, :] - scores[:, None]).sum(axis=1)
    passed = np.where(uniform >= (p @ UP_TO)[:-1], 1.0, 0.0).sum()
    drawn = np.where(np.arange(float(V)) == passed, 1.0, 0.0)
    return {"p": p, "drawn": drawn, "h": h_t[0], "c": c_t[0]}


def unknown_letters(begin):
    """Return the letters of a text that the model does not know, each once."""
    return [letter for letter in dict.fromkeys(begin) if letter not in ALPHABET]


def steps_of(begin, temperature=TEMPERATURE, seed=SEED):
    """Return the steps that read a beginning and go on behind it.

    Parameters
    ----------
    begin : str
        Letters that the model knows, one at least.
    temperature : float
        Above 0.
    seed : int
        Of the random numbers.

    Returns
    -------
    tuple of dict
    """
    strange = unknown_letters(begin)
    if strange or not begin:
        raise ValueError(f"begin is {begin!r}: the model does not know {strange}")
    read = [
        {"x_t": np.eye(V)[ALPHABET.index(letter)].tolist(), "uniform": 0.0}
        for letter in begin
    ]
    chances = list(itertools.islice(uniforms(seed), LETTERS))
    read[-1]["uniform"] = chances[0]  # behind the last letter drawing begins
    steps = [*read, *({"uniform": uniform} for uniform in chances[1:])]
    return tuple({**step, "temperature": temperature, "seed": seed} for step in steps)


def written(outputs, begin):
    """Return the letters that were drawn behind a beginning."""
    drawn = outputs[len(begin) - 1 :]
    return "".join(ALPHABET[int(np.argmax(values["drawn"]))] for values in drawn)


def draw(texts, steps, outputs):
    """Write what the model wrote, and draw the chances of its first letter."""
    parts = (
        tag("b", escape(BEGIN), data_value_of="begin"),
        tag("span", escape(written(outputs, BEGIN)), data_value_of="written"),
    )
    style = (
        "white-space:pre-wrap;overflow-wrap:anywhere;font-family:var(--u-mono, "
        "monospace);font-size:15px;min-height:9em"
    )
    page = tag("p", *parts, style=style, data_part="page")
    caption = tag("p", texts["chances"], style="font-size:13px", data_part="legend")
    p = outputs[len(BEGIN) - 1]["p"]
    return page + caption + _bars(texts, p) + _numbers(texts, p)


def _numbers(texts, p):
    """Write the chances of the likeliest letters."""
    likeliest = sorted(range(V), key=lambda k: -p[k])[:LISTED]
    parts = [
        tag("b", shown(ALPHABET[k]), data_letter="")
        + " "
        + reading(f"p.{k}", p[k], "percent")
        for k in likeliest
    ]
    words = f"{texts['likeliest']} {', '.join(parts)}"
    return tag("p", words, style="font-size:14px", data_part="numbers")


def shown(letter):
    """Return a letter as the drawing writes it."""
    return "␣" if letter == " " else letter


def _bars(texts, p):
    bars = []
    for k, letter in enumerate(ALPHABET):
        x, height = WIDE * k, round(HIGH * p[k], 2)
        bars += [
            tag(
                "rect",
                x=x + 1,
                y=round(HIGH - height, 2),
                width=WIDE - 2,
                height=height,
                fill=color("accent"),
                data_bar=k,
            ),
            text(
                shown(letter),
                x + WIDE / 2,
                HIGH + 13,
                11,
                "muted",
                text_anchor="middle",
            ),
        ]
    line = {"x1": 0, "x2": WIDE * V, "y1": HIGH, "y2": HIGH, "stroke": color("line")}
    return tag(
        "svg",
        *bars,
        tag("line", **line),
        viewBox=f"0 0 {WIDE * V} {HIGH + 18}",
        role="img",
        aria_label=texts["drawing"],
        style="display:block;width:100%;max-width:520px;"
        "font-family:var(--u-font, sans-serif)",
        data_part="bars",
    )


WRITER = Demo(
    name="writer",
    uses=("lstm_cell_forward",),
    step=step,
    inputs=("x_t", "h_prev", "c_prev", "temperature", "uniform", "seed"),
    controls=(
        Control("temperature", 0.1, 2.0, TEMPERATURE, step=0.1),
        Control("seed", 0, 9999, SEED, step=1, kind="number"),
    ),
    steps=steps_of(BEGIN),
    draw=draw,
    carry={"x_t": "drawn", "h_prev": "h", "c_prev": "c"},
    start={"x_t": [0.0] * V, "h_prev": [0.0] * UNITS, "c_prev": [0.0] * UNITS},
    shapes={
        **dict.fromkeys(("x_t", "p", "drawn"), (V,)),
        **dict.fromkeys(("h_prev", "c_prev", "h", "c"), (UNITS,)),
    },
    data={
        "alphabet": ALPHABET,
        "begin": BEGIN,
        "seed": SEED,
        "temperature": TEMPERATURE,
        "letters": LETTERS,
        "longest": LONGEST,
        "high": HIGH,
    },
    shown=len(BEGIN) - 1,
)
