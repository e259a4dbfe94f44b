"""A character model on generated stories: what it learns, and what it forgets."""

import re

import numpy as np

from autograder.experiment import Experiment
from rnn_core import data
from rnn_core.models import build_model
from rnn_core.rnn import one_hot, softmax
from rnn_core.training import train
from solutions.rnn.results.streams import stream_batches

HIDDEN, N, T, STEPS = 64, 16, 25, 1500
TEXT_SEED, STORIES_READ, LETTERS_WRITTEN = 0, 2000, 4000
STORY = re.compile(r"(\w+) has a (\w+) (\w+)\. (\w+) (\w+) the (\w+)\. ")


def bounds(text):
    """Return a letter's cost for a perfect reader and for one who forgets.

    Four choices among four are free in each story. Who forgets also has to guess the
    pronoun, one of two, and the thing, one of four.
    """
    letters = len(text) / STORIES_READ
    floor = 4 * np.log(4) / letters
    return float(floor), float(floor + np.log(8) / letters)


def write(model, vocabulary, rng):
    """Draw a text from a model, letter by letter."""
    V, state, k, letters = len(vocabulary), None, vocabulary.index(" "), []
    for _ in range(LETTERS_WRITTEN):
        run = model.run(one_hot(np.array([[k]]), V), state)
        p = softmax(run.outputs[0, 0].astype(float))
        state, k = run.state, int(rng.choice(V, p=p))
        letters.append(vocabulary[k])
    return "".join(letters)


def judge(text):
    """Return the shares of a written text that are right."""
    found = STORY.findall(text)
    known = set(re.findall(r"\w+", data.stories(np.random.default_rng(1), 500)))
    words = re.findall(r"\w+", text)[1:-1]  # the ends may be cut
    pronouns = [data.NAMES.get(name) == said for name, _, _, said, _, _ in found]
    things = [thing == again for _, _, thing, _, _, again in found]
    return {
        "stories": len(found),
        "words": float(np.mean([word in known for word in words])),
        "pronoun": float(np.mean(pronouns)) if found else 0.0,
        "thing": float(np.mean(things)) if found else 0.0,
    }


def run_stories(seed, reduced=False):
    """Train one model, let it write, and judge what it wrote."""
    text = data.stories(np.random.default_rng(TEXT_SEED), STORIES_READ)
    vocabulary = sorted(set(text))
    tokens = np.array([vocabulary.index(letter) for letter in text])
    V, rng = len(vocabulary), np.random.default_rng(seed)
    model = build_model("rnn", V, HIDDEN, V, rng, dtype=np.float32)
    batches = stream_batches(tokens, V, N, T)
    steps = 500 if reduced else STEPS
    history = train(model, batches, steps, 0.005, carry_state=True)
    floor, forgetful = bounds(text)
    return {
        "loss": float(np.median(history.losses[-100:])),
        "floor": floor,
        "forgetful": forgetful,
        **judge(write(history.model, vocabulary, rng)),
    }


def spelling_before_sense(runs):
    """Tell whether words are right in all runs, and things guessed in most."""
    words = min(numbers["words"] for numbers in runs)
    thing = np.median([numbers["thing"] for numbers in runs])
    above = all(numbers["loss"] > 1.1 * numbers["floor"] for numbers in runs)
    return bool(words > 0.95 and thing < 0.5 and above)


STORIES = Experiment(
    unit="rnn",
    name="stories",
    run=run_stories,
    seeds=tuple(range(8)),
    sentence=(
        "In every run more than 95 % of the words are words and the loss stays above "
        "the floor; in the median the thing is named again in less than half of the "
        "stories."
    ),
    claim=spelling_before_sense,
)
