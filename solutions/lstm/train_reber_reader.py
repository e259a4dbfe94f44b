"""Train the small LSTM that the demo `reber_reader` shows, and write its weights.

Run it from the checkout, about two minutes on one core::

    python -m solutions.lstm.train_reber_reader

It trains eight units from each of several seeds and keeps, among the networks that make
almost no mistakes, the one in which a single memory carries the long-range symbol most
plainly: the file is meant to be looked at, not to be a benchmark. It writes
``rnn_core/static/reber-reader.json``, weights rounded to four digits.
"""

# unrolled-canary: keep out of anything published

import argparse
import json
import os
from pathlib import Path

import numpy as np

from rnn_core import mode
from rnn_core.data import (
    SYMBOLS,
    long_range_step,
    one_hot,
    reber_batch,
    reber_batches,
    reber_mistakes,
)
from rnn_core.models import build_model
from rnn_core.training import train

HIDDEN, SIZE = 8, 32
RATES = (1e-2, 1e-2, 1e-2, 1e-2, 2e-3, 2e-3)  # one for each round
STEPS = 500  # of a round
SHRINK = 0.85  # between early rounds: large weights make memories hard to read
TARGET = Path(__file__).parents[2] / "rnn_core" / "static" / "reber-reader.json"
NAMES = ("W_x", "W_h", "b", "W_hy", "b_y")
DIGITS = 4


def fit(seed):
    """Train one network from one seed; return it with its weights rounded.

    Forget gates start nearly open, and the layer's weights shrink between the early
    rounds: both make it likelier that one memory is kept for the long-range symbol.
    """
    rng = np.random.default_rng(seed)
    V = len(SYMBOLS)
    model = build_model("lstm", V, HIDDEN, V, rng, forget_bias=3.0)
    for rate in RATES:
        batches = reber_batches(rng, SIZE)
        model = train(model, batches, STEPS, rate, progress=False).model
        if rate == RATES[0]:
            small = {name: SHRINK * model.params[name] for name in ("W_x", "W_h")}
            model = model.with_params({**model.params, **small})
    rounded = {name: np.round(model.params[name], DIGITS) for name in NAMES}
    return model.with_params(rounded)


def mistakes(model, rng, count=512):
    """Return the share of fresh strings that the network misreads somewhere."""
    batch = reber_batch(rng, count)
    return float(reber_mistakes(model.run(batch.x).outputs, batch).any(axis=0).mean())


def margin(model, rng, count=64):
    """Say how far apart one memory holds the two symbols, at its closest.

    Each string is read twice, once with T and once with P as its second symbol. For
    each unit, the smallest distance over strings and steps between, as a share of the
    largest value that it holds there; the result is that of the best unit.
    """
    closest = np.full(HIDDEN, np.inf)
    for string in reber_batch(rng, count).strings:
        last = long_range_step(string)
        c = np.stack([_memories(model, string[0] + s + string[2:]) for s in "TP"])
        c = c[:, 1 : last + 1]  # (2, steps, H)
        gap = np.abs(c[0] - c[1]).min(axis=0) / np.abs(c).max(axis=(0, 1))
        closest = np.minimum(closest, gap)
    return float(closest.max())


def _memories(model, string):
    return model.run(one_hot(string)[:-1, None]).layer_cache.c[:, 0]


def record(model, seed, share):
    """Return what the file holds, as plain data."""
    weights = {name: model.params[name].tolist() for name in NAMES}
    return {
        "made_by": "python -m solutions.lstm.train_reber_reader",
        "seed": seed,
        "misread_strings": share,
        "weights": weights,
    }


def main(arguments=None):
    """Train, choose and write; print what each seed reached."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=16, help="how many to try")
    seeds = range(parser.parse_args(arguments).seeds)
    found = []
    with mode("reference"):
        for seed in seeds:
            model, fresh = fit(seed), np.random.default_rng([seed, 1])
            share, clear = mistakes(model, fresh), margin(model, fresh)
            print(f"seed {seed}: {share:.2%} misread, margin {clear:.2f}", flush=True)
            found.append((share > 0.01, -clear, seed, share, model))
    *_, seed, share, model = min(found, key=lambda entry: entry[:3])
    text = json.dumps(record(model, seed, share), separators=(",", ":"))
    TARGET.write_text(f"{text}\n", encoding="utf-8")
    print(f"seed {seed} → {os.path.relpath(TARGET)}")


if __name__ == "__main__":
    main()
