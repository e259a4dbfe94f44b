"""A trained LSTM reads an embedded Reber string, one symbol a step.

The weights were trained by ``python -m solutions.lstm.train_reber_reader``. The string
is read twice: as it stands, and as its *twin*, with T and P exchanged at the second
symbol. Where the memories of the two differ, the network remembers that symbol.
"""

import json
from importlib import resources

import numpy as np

from rnn_core.data import EMBEDDED_REBER, SYMBOLS, draw_string, one_hot
from rnn_core.demos.framework import Demo, DemoError, taken
from rnn_core.demos.reber_drawing import draw

STORED = resources.files("rnn_core") / "static" / "reber-reader.json"
WEIGHTS = {
    name: np.array(value)
    for name, value in json.loads(STORED.read_text(encoding="utf-8"))["weights"].items()
}
UNITS = WEIGHTS["W_hy"].shape[0]
GATES = "ifgo"
LONGEST = 28  # symbols of a typed string: on a phone more would not be legible


def step(lstm_cell_forward, x_t, h_prev, c_prev):
    """Read one symbol: the gates, the memory, and how likely each symbol comes next."""
    given = x_t[None], h_prev[None], c_prev[None]  # N = 1
    result = lstm_cell_forward(*given, WEIGHTS["W_x"], WEIGHTS["W_h"], WEIGHTS["b"])
    h_t, c_t, cache = taken("lstm_cell_forward", result, "h_t", "c_t", "cache")
    gates = {gate: _of_cache(cache, f"{gate}_t")[0] for gate in GATES}
    scores = h_t[0] @ WEIGHTS["W_hy"] + WEIGHTS["b_y"]
    # each symbol against all: row k holds how much likelier the others are than k
    against = np.exp(scores[None, :] - scores[:, None])
    return {**gates, "c": c_t[0], "h": h_t[0], "p": 1.0 / against.sum(axis=1)}


def _of_cache(cache, name):
    if not hasattr(cache, name):
        raise DemoError(
            f"lstm_cell_forward returned a cache without {name}, expected an "
            "LSTMCellCache: from rnn_core.records import LSTMCellCache"
        )
    return getattr(cache, name)


def read_symbols(string):
    """Return the symbols that are read: the last E of a string is only predicted."""
    return string[:-1] if string.count("E") == 2 else string


def twin(string):
    """Return a legal string or beginning with T and P exchanged, where they must agree.

    That is at the second symbol and, behind the inner E, at the one that repeats it.
    """
    places = {1, string.find("E") + 1}
    return "".join(
        {"T": "P", "P": "T"}.get(symbol, symbol) if k in places else symbol
        for k, symbol in enumerate(string)
    )


def steps_of(string):
    """Return the steps of a string and of its twin; the second begins afresh."""
    read = read_symbols(string)
    own = [{"x_t": row} for row in one_hot(read).tolist()]
    other = [{"x_t": row} for row in one_hot(twin(read)).tolist()]
    zeros = [0.0] * UNITS
    return (*own, {**other[0], "h_prev": zeros, "c_prev": zeros}, *other[1:])


def example_strings(count=12, shortest=9, longest=18, seed=5):
    """Draw different strings of moderate length, half with T and half with P."""
    rng = np.random.default_rng(seed)
    found = {"T": [], "P": []}
    while any(len(strings) < count // 2 for strings in found.values()):
        string = draw_string(rng)
        known = found[string[1]]
        fits = shortest <= len(string) <= longest and string not in known
        if fits and len(known) < count // 2:
            known.append(string)
    pairs = zip(*(sorted(strings, key=len) for strings in found.values()), strict=True)
    return [string for pair in pairs for string in pair]


STRINGS = example_strings()
FIRST = next(s for s in STRINGS if s[1] == "T" and len(s) >= 12)
ZEROS = (0.0,) * UNITS

REBER_READER = Demo(
    name="reber-reader",
    uses=("lstm_cell_forward",),
    step=step,
    inputs=("x_t", "h_prev", "c_prev"),
    controls=(),
    steps=steps_of(FIRST),
    draw=draw,
    carry={"h_prev": "h", "c_prev": "c"},
    start={"h_prev": list(ZEROS), "c_prev": list(ZEROS)},
    shapes={
        "x_t": (len(SYMBOLS),),
        "p": (len(SYMBOLS),),
        **dict.fromkeys(("h_prev", "c_prev", "h", "c", *GATES), (UNITS,)),
    },
    data={
        "symbols": SYMBOLS,
        "grammar": [dict(state) for state in EMBEDDED_REBER],
        "strings": STRINGS,
        "first": FIRST,
        "longest": LONGEST,
        "units": UNITS,
    },
    shown=len(FIRST) - 3,
)
