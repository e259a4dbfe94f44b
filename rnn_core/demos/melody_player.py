"""A trained LSTM composes a melody, note by note; the page draws it and plays it.

The weights were trained by ``python -m solutions.applications.train_melody_player``.
Each note is drawn with a random number that comes with the step, so that the page and
Python compose the same melody; a note that is given is taken instead. Melodies of a
Markov chain and of the rules are given whole: the network only says how likely it
finds them.
"""

import json
from importlib import resources

import numpy as np

from rnn_core.data.melodies import HOLD, MIDI, NOTES, PITCHES, draw_melody
from rnn_core.demos.framework import Control, Demo, taken
from rnn_core.demos.melody_drawing import STEPS, draw

STORED = resources.files("rnn_core") / "static" / "melodies.json"
RECORD = json.loads(STORED.read_text(encoding="utf-8"))
WEIGHTS = {name: np.array(value) for name, value in RECORD["weights"].items()}
UNITS = WEIGHTS["W_hy"].shape[0]
UP_TO = np.triu(np.ones((NOTES, NOTES)))  # p @ UP_TO adds up p from the first note on
MELODIES, OPENING, TEMPERATURE = 12, 5, 0.7
SECONDS = 0.24  # of a step


def step(lstm_cell_forward, given, u, temperature, note, h, c):
    """Read the note before and choose the next: the given one, or one that is drawn."""
    before = note[None], h[None], c[None]  # N = 1
    result = lstm_cell_forward(*before, WEIGHTS["W_x"], WEIGHTS["W_h"], WEIGHTS["b"])
    h_t, c_t, _ = taken("lstm_cell_forward", result, "h_t", "c_t", "cache")
    scores = h_t[0] @ WEIGHTS["W_hy"] + WEIGHTS["b_y"]
    p, sharpened = _softmax(scores), _softmax(scores / temperature)
    reached = sharpened @ UP_TO
    ahead = u * reached[-1]  # of all: the sum may miss 1 by a rounding error
    drawn = np.where(reached > ahead, 1.0, 0.0) * np.where(
        reached - sharpened <= ahead, 1.0, 0.0
    )
    chosen = given + (1.0 - given.sum()) * drawn
    chance = (p * chosen).sum()
    return {"note": chosen, "chance": chance, "p": p, "h": h_t[0], "c": c_t[0]}


def _softmax(scores):
    # each note against all: row k holds how much likelier the others are than k
    return 1.0 / np.exp(scores[None, :] - scores[:, None]).sum(axis=1)


def one_hot_or_nothing(k):
    """Return the row of a note, zeros where the network is to choose."""
    return [1.0 if note == k else 0.0 for note in range(NOTES)]


def steps_of(which, opening=(), temperature=TEMPERATURE, melody=None):
    """Return the steps of one composition.

    Parameters
    ----------
    which : int
        Which random numbers to draw with, from 0.
    opening : sequence of int or None
        Notes that the reader chose; None where the network is to choose.
    temperature : float
        Of the drawing.
    melody : sequence of int, optional
        A whole melody that is given.
    """
    notes = melody if melody is not None else [*opening, *[None] * STEPS][:STEPS]
    return tuple(
        {"given": one_hot_or_nothing(k), "u": u, "temperature": temperature}
        for k, u in zip(notes, UNIFORMS[which], strict=True)
    )


def melody_of(outputs):
    """Return the notes that were chosen, as numbers."""
    return [int(np.argmax(output["note"])) for output in outputs]


def _uniforms():
    return np.random.default_rng(41).random((MELODIES, STEPS)).round(4).tolist()


def _by_rule():
    rng = np.random.default_rng(42)
    return [draw_melody(rng).tolist() for _ in RECORD["chain"]]


UNIFORMS = _uniforms()
ZEROS = [0.0] * UNITS

MELODY_PLAYER = Demo(
    name="melodies",
    uses=("lstm_cell_forward",),
    step=step,
    inputs=("given", "u", "temperature", "note", "h", "c"),
    controls=(Control("temperature", 0.1, 1.5, TEMPERATURE, step=0.1),),
    steps=steps_of(0),
    draw=draw,
    carry={"note": "note", "h": "h", "c": "c"},
    start={"note": one_hot_or_nothing(None), "h": ZEROS, "c": ZEROS},
    shapes={
        "given": (NOTES,),
        "note": (NOTES,),
        "p": (NOTES,),
        "h": (UNITS,),
        "c": (UNITS,),
    },
    data={
        "uniforms": UNIFORMS,
        "chain": RECORD["chain"],
        "rules": _by_rule(),
        "pitches": PITCHES,
        "midi": MIDI,
        "hold": HOLD,
        "opening": OPENING,
        "seconds": SECONDS,
    },
)
