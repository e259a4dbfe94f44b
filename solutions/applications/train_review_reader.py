"""Train the small LSTM that the demo `review_reader` shows, and write its weights.

Run it from the checkout, less than a minute on one core::

    python -m solutions.applications.train_review_reader

It trains eight units from each of several seeds and keeps the first network that reads
every review of a large test right. It writes ``rnn_core/static/review-reader.json``;
embedding and input weights are multiplied into one matrix, so that a word's number
picks a row, and all weights are rounded to three digits.
"""

# unrolled-canary: keep out of anything published

import json
import os
from pathlib import Path

import numpy as np

from rnn_core import mode
from rnn_core.data.reviews import (
    LABELS,
    REVIEW_VOCABULARY,
    review_batch,
    review_batches,
    review_twins,
)
from rnn_core.lstm import lstm_forward
from rnn_core.networks.labels import make_reader
from rnn_core.training import train

HIDDEN, NUMBERS, SIZE, STEPS, RATE = 8, 6, 32, 700, 0.01
SEEDS = range(8)
TARGET = Path(__file__).parents[2] / "rnn_core" / "static" / "review-reader.json"
NAMES = ("W_x", "W_h", "b", "W_hy", "b_y")
DIGITS = 3


def fit(seed):
    """Train one network from one seed; return its rounded weights, one-hot words in."""
    rng = np.random.default_rng(seed)
    model = make_reader(rng, len(REVIEW_VOCABULARY), len(LABELS), NUMBERS, HIDDEN)
    batches = review_batches(rng, SIZE)
    p = train(model, batches, STEPS, RATE, progress=False).model.params
    whole = {
        "W_x": p["W_e"].astype(float) @ p["ltr.W_x"],
        "W_h": p["ltr.W_h"],
        "b": p["ltr.b"],
        "W_hy": p["W_hy"],
        "b_y": p["b_y"],
    }
    return {name: np.round(whole[name].astype(float), DIGITS) for name in NAMES}


def share_right(weights, count=2000):
    """Return the share of fresh reviews that are read right at their end."""
    batch = review_batch(review_twins(np.random.default_rng(31), count))
    x = np.eye(len(REVIEW_VOCABULARY))[batch.x]
    zeros = np.zeros((x.shape[1], HIDDEN))
    layer = [weights[name] for name in ("W_x", "W_h", "b")]
    h, _, _ = lstm_forward(x, zeros, zeros, *layer)
    ends = h[batch.lengths - 1, np.arange(x.shape[1])]
    scores = ends @ weights["W_hy"] + weights["b_y"]
    return float((scores.argmax(axis=1) == batch.targets).mean())


def main():
    """Train, choose and write; print what each seed reached."""
    with mode("reference"):
        for seed in SEEDS:
            weights = fit(seed)
            share = share_right(weights)
            print(f"seed {seed}: {share:.2%} right", flush=True)
            if share == 1:
                break
    record = {
        "made_by": "python -m solutions.applications.train_review_reader",
        "seed": seed,
        "read_right": share,
        "weights": {name: weights[name].tolist() for name in NAMES},
    }
    text = json.dumps(record, separators=(",", ":"))
    TARGET.write_text(f"{text}\n", encoding="utf-8")
    print(f"seed {seed} → {os.path.relpath(TARGET)}")


if __name__ == "__main__":
    main()
