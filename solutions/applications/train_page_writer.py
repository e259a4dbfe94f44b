"""Train the small LSTM of letters that writes in the page, and store its weights.

Run it from the checkout, about a minute on one core::

    python -m solutions.applications.train_page_writer

It reads the sentences of `rnn_core.data.errands` as one long text, letter by letter,
and writes ``rnn_core/static/page-writer.json``, weights rounded to two digits behind
the point: a page has to load them.
"""

# unrolled-canary: keep out of anything published

import json
import os
from pathlib import Path

import numpy as np

from rnn_core import mode
from rnn_core.data import Batch
from rnn_core.data.errands import errands
from rnn_core.models import build_model
from rnn_core.rnn import make_batches, one_hot
from rnn_core.training import train

HIDDEN, N, T, STEPS, RATE = 40, 32, 40, 3000, 5e-3
SEED, SENTENCES, FRESH = 0, 4000, 300
TARGET = Path(__file__).parents[2] / "rnn_core" / "static" / "page-writer.json"
NAMES = ("W_x", "W_h", "b", "W_hy", "b_y")
DIGITS = 2


def text_of(sentences):
    """Return sentences as one text."""
    return "".join(f"{' '.join(words)}. " for words in sentences)


def page_text(rng):
    """Draw the text that the network reads."""
    return text_of(errands(rng, SENTENCES))


def numbered(text, alphabet):
    """Return the places of letters in an alphabet."""
    return np.array([alphabet.index(letter) for letter in text])


def fit(seed=SEED, steps=STEPS):
    """Train one network; return it, its weights rounded, with its alphabet."""
    rng = np.random.default_rng(seed)
    text = page_text(rng)  # what rng gives after it are the first weights
    alphabet = "".join(sorted(set(text)))
    V = len(alphabet)
    options = {"forget_bias": 1.0, "dtype": np.float32}
    model = build_model("lstm", V, HIDDEN, V, rng, **options)
    x, targets = make_batches(numbered(text, alphabet), N, T)

    def batches():
        while True:
            for read, ahead in zip(x, targets, strict=True):
                yield Batch(one_hot(read, V), ahead)

    for share, rate in ((0.7, RATE), (0.3, RATE / 5)):
        history = train(
            model, batches(), int(share * steps), rate, carry_state=True, progress=False
        )
        model = history.model
    rounded = {k: np.round(model.params[k].astype(float), DIGITS) for k in NAMES}
    return model.with_params(rounded), alphabet


def cost(model, alphabet):
    """Return the mean cost of a letter of new text, in nats."""
    text = text_of(errands(np.random.default_rng(SEED + 1), FRESH))
    tokens = numbered(text, alphabet)
    run = model.run(one_hot(tokens[:-1, None], len(alphabet)))
    scores = run.outputs[:, 0]
    right = scores[np.arange(len(scores)), tokens[1:]]
    return float(np.mean(np.logaddexp.reduce(scores, axis=1) - right))


def record(model, alphabet):
    """Return what the file holds, as plain data."""
    return {
        "made_by": "python -m solutions.applications.train_page_writer",
        "alphabet": alphabet,
        "nats_per_letter": round(cost(model, alphabet), 4),
        "weights": {name: model.params[name].tolist() for name in NAMES},
    }


def main():
    """Train and write."""
    with mode("reference"):
        stored = record(*fit())
    text = json.dumps(stored, separators=(",", ":"))
    TARGET.write_text(f"{text}\n", encoding="utf-8")
    print(f"{stored['nats_per_letter']} nats a letter → {os.path.relpath(TARGET)}")


if __name__ == "__main__":
    main()
