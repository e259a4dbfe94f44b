"""Train the small LSTM that composes in the demo `melodies`, and write its weights.

Run it from the checkout, about a minute and a half on one core::

    python -m solutions.applications.train_melody_player

It writes ``rnn_core/static/melodies.json``: weights rounded to three digits, and some
melodies of a Markov chain of second order that was counted on the same melodies.
"""

# unrolled-canary: keep out of anything published

import json
import os
from pathlib import Path

import numpy as np

from rnn_core import mode
from rnn_core.data.melodies import melody_batch
from rnn_core.rnn import cross_entropy
from solutions.applications.results.music import Chain, compose, fit, structure

SEED, HIDDEN, STEPS = 0, 40, 5000
CHAIN_MELODIES = 6
TARGET = Path(__file__).parents[2] / "rnn_core" / "static" / "melodies.json"
NAMES = ("W_x", "W_h", "b", "W_hy", "b_y")
DIGITS = 3


def record():
    """Train, round and measure; return what the file holds, as plain data."""
    rng = np.random.default_rng(SEED)
    model, read = fit(rng, STEPS, HIDDEN)
    rounded = {
        name: np.round(model.params[name].astype(float), DIGITS) for name in NAMES
    }
    model = model.with_params(rounded)
    test = melody_batch(rng, 400)
    loss = cross_entropy(model.run(test.x).outputs, test.targets)[0]
    chain = Chain(read, order=2).compose(rng, CHAIN_MELODIES)
    return {
        "made_by": "python -m solutions.applications.train_melody_player",
        "seed": SEED,
        "perplexity": float(np.exp(loss)),
        **structure(compose(model, rng, 400)),
        "chain": chain.T.tolist(),
        "weights": {name: value.tolist() for name, value in rounded.items()},
    }


def main():
    """Write the file; print what was reached."""
    with mode("reference"):
        made = record()
    text = json.dumps(made, separators=(",", ":"))
    TARGET.write_text(f"{text}\n", encoding="utf-8")
    for name in ("perplexity", "repeats", "returns"):
        print(f"{name}: {made[name]:.3f}")
    print(f"→ {os.path.relpath(TARGET)}")


if __name__ == "__main__":
    main()
