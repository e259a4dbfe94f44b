"""A spoken word is read by a trained encoder and looks for segments like itself.

The weights were trained by ``python -m solutions.applications.train_segment_encoder``,
which also made the codes of the store. What the reader says is synthesised and read
frame by frame; a frame and the state after it are one step.
"""

import json
from importlib import resources

import numpy as np

from rnn_core.data.segments import (
    BANDS,
    FASTEST,
    SLOWEST,
    SPOKEN_WORDS,
    SYLLABLES,
    sound_keys,
    spectra,
)
from rnn_core.demos.framework import Control, Demo, taken
from rnn_core.demos.query_drawing import LISTED, draw, written
from rnn_core.demos.spoken_store import demo_store

STORED = json.loads(
    (resources.files("rnn_core") / "static" / "segment-encoder.json").read_text("utf-8")
)
WEIGHTS = tuple(np.array(STORED["weights"][name]) for name in ("W_x", "W_h", "b"))
MIDDLE, DIRECTIONS = np.array(STORED["middle"]), np.array(STORED["directions"])
UNITS = len(MIDDLE)
KEYS = 6  # of a word of two syllables
FIRST = {"word": "sa-le", "shift": 0.3, "frames": 18, "noise": 0.1}


def step(gru_cell_forward, keys, t, frames, shift, noise, hiss, h_prev):
    """Say frame `t` of a word and read it; `at` is where the state lies on the map."""
    place = (KEYS - 1) * t / (frames - 1)  # from the first key to the last
    frame = spectra(keys, np.reshape(place, (1,)), shift) + noise * hiss  # (1, 12)
    result = gru_cell_forward(frame, h_prev[None], *WEIGHTS)
    h_t, _ = taken("gru_cell_forward", result, "h_t", "cache")
    return {"frame": frame[0], "h": h_t[0], "at": (h_t[0] - MIDDLE) @ DIRECTIONS}


def noise_table():
    """Return noise of strength 1 for the longest query, always the same."""
    rng = np.random.default_rng(12)
    return rng.normal(size=(SLOWEST, BANDS)).round(2)


def query_steps(word, shift, frames, noise):
    """Return the steps in which a word is said.

    Parameters
    ----------
    word : str
        Two syllables, joined by a hyphen.
    shift : float
        By how many bands the voice lies higher than the middle one.
    frames : int
        How long it takes.
    noise : float
        Standard deviation of what is added.

    Returns
    -------
    tuple of dict
        One for each frame.
    """
    keys, hiss = sound_keys(word).tolist(), noise_table()
    return tuple(
        {
            "keys": keys,
            "t": t,
            "frames": frames,
            "shift": shift,
            "noise": noise,
            "hiss": hiss[t].tolist(),
        }
        for t in range(frames)
    )


def averages():
    """Return the mean frame of every stored segment, to four digits."""
    store = demo_store()
    return (store.x.sum(axis=0) / store.lengths[:, None]).round(4)


def on_the_map():
    """Return where the codes of the store lie in two dimensions."""
    return (np.array(STORED["codes"]) - MIDDLE) @ DIRECTIONS


def page_data():
    """Return what the page needs to know beside the traced step."""
    store = demo_store()
    pictures = [written(store.x[:length, n]) for n, length in enumerate(store.lengths)]
    return {
        "syllables": list(SYLLABLES),
        "sounds": {s: sound_keys(s).tolist() for s in SYLLABLES},
        "words": [SPOKEN_WORDS[w] for w in store.words],
        "codes": STORED["codes"],
        "averages": averages().tolist(),
        "pictures": pictures,
        "map": on_the_map().round(4).tolist(),
        "noise": noise_table().tolist(),
        "first": FIRST["word"],
        "listed": LISTED,
        "bands": BANDS,
    }


SPOKEN_QUERY = Demo(
    name="spoken-query",
    uses=("gru_cell_forward",),
    step=step,
    inputs=("keys", "t", "frames", "shift", "noise", "hiss", "h_prev"),
    controls=(
        Control("shift", -1, 1, FIRST["shift"], 0.1),
        Control("frames", FASTEST, SLOWEST, FIRST["frames"], 1),
        Control("noise", 0, 0.6, FIRST["noise"], 0.05),
    ),
    steps=query_steps(**FIRST),
    draw=draw,
    carry={"h_prev": "h"},
    start={"h_prev": [0.0] * UNITS},
    shapes={
        "keys": (KEYS, 6),
        "hiss": (BANDS,),
        "frame": (BANDS,),
        "h_prev": (UNITS,),
        "h": (UNITS,),
        "at": (2,),
    },
    data=page_data(),
    shown=FIRST["frames"] - 1,
)
