"""Read dates as people write them: against a rule and the nearest example."""

import collections
import re

import numpy as np

from autograder.experiment import Experiment
from rnn_core.data.dates import (
    DATE_SYMBOLS,
    FORMS,
    ISO_SYMBOLS,
    MONTHS,
    date_symbols,
    draw_dates,
)
from rnn_core.data.pairs import Lexicon, pair_batch
from rnn_core.networks.translation import build_translator
from rnn_core.training import train
from solutions.applications.results.translators import (
    commonest,
    scores,
    translate,
)

HIDDEN, STEPS, TRAIN, TESTS, MOST = 64, 1500, 6000, 200, 14
KEEPING, EARLY = -2.0, 600  # bias of the update gates; steps of the comparison
SIZE, PHASES = 32, ((0.7, 0.006), (0.2, 0.002), (0.1, 0.0006))  # of the steps, rates


def by_the_rule(text):
    """Read the commonest form, "November 2, 2026"; of any other say nothing."""
    found = re.fullmatch(r"(\w+) (\d+), (\d{4})", text)
    if found is None or found[1] not in MONTHS:
        return ""
    return f"{found[3]}-{MONTHS.index(found[1]) + 1:02d}-{int(found[2]):02d}"


def nearest(pairs):
    """Return a function that answers with the target of the most similar example.

    Similar means: with as many groups of three characters in common as possible.
    """

    def groups(text):
        padded = f"  {text}  "
        return {padded[k : k + 3] for k in range(len(padded) - 2)}

    known = [(groups(text), iso) for text, iso in pairs]

    def answer(text):
        here = groups(text)
        return max(known, key=lambda k: len(here & k[0]) / len(here | k[0]))[1]

    return answer


def form_of(text):
    """Return which of the forms a text has, as its place in `FORMS`."""
    patterns = [
        re.sub(r"\\{(\w+)\\}", lambda m: SHAPES[m[1]], re.escape(form))
        for form, _ in FORMS
    ]
    # "May" is as short as it is long: the first form that fits is the one
    return next(k for k, p in enumerate(patterns) if re.fullmatch(p, text))


SHAPES = {
    "month": f"(?:{'|'.join(MONTHS)})",
    "short": "[A-Z][a-z]{2}",
    "weekday": "[A-Z][a-z]+day",
    "day": r"\d{1,2}",
    "number": r"\d{1,2}",
    "th": "[a-z]{2}",
    "two": r"\d{2}",
    "year": r"\d{4}",
}


def mixed_batches(pairs, lexicon, rng):
    """Draw batches of all lengths: of one length, nearly all would have one form."""
    while True:
        chosen = rng.integers(len(pairs), size=SIZE)
        yield pair_batch([pairs[n] for n in chosen], lexicon)


def new_reader(lexicon, rng, bias):
    """Make a reader whose update gates begin with a bias: below 0 they keep more."""
    model = build_translator(lexicon, 32, HIDDEN, rng)
    params = dict(model.params)
    for name in ("encoder.b", "decoder.b"):
        r, z, n = np.split(params[name], 3)
        params[name] = np.concatenate([r, z + np.float32(bias), n])
    return model.with_params(params)


def train_reader(pairs, lexicon, steps, rng):
    """Train a reader of dates; return it, and the losses of all steps."""
    model, losses = new_reader(lexicon, rng, KEEPING), []
    batches = mixed_batches(pairs, lexicon, rng)
    for share, rate in PHASES:
        history = train(model, batches, int(share * steps), rate)
        model = history.model
        losses.extend(history.losses)
    return model, np.array(losses)


def early_loss(pairs, lexicon, rng):
    """Train with update gates that begin half open; return the loss early on."""
    model, batches = new_reader(lexicon, rng, 0.0), mixed_batches(pairs, lexicon, rng)
    return float(train(model, batches, EARLY, PHASES[0][1]).losses[-50:].mean())


def read(model, lexicon, text):
    """Read a date with a trained model."""
    return "".join(translate(model, lexicon, date_symbols(text), MOST))


def run_dates(seed, reduced=False):
    """Train on some dates; read others, and see which forms go wrong."""
    rng = np.random.default_rng([seed, 74])
    train_size, tests, steps = (1500, 60, 900) if reduced else (TRAIN, TESTS, STEPS)
    drawn = draw_dates(rng, train_size + tests)
    pairs, test = drawn[tests:], drawn[:tests]
    lexicon = Lexicon(DATE_SYMBOLS, ISO_SYMBOLS)
    symbols = [(date_symbols(text), iso) for text, iso in pairs]
    model, losses = train_reader(symbols, lexicon, steps, rng)
    wanted, look_up = [iso for _, iso in test], nearest(pairs)
    said = {
        "network": [read(model, lexicon, text) for text, _ in test],
        "rule": [by_the_rule(text) for text, _ in test],
        "nearest": [look_up(text) for text, _ in test],
        "commonest": ["".join(commonest(pairs))] * tests,
    }
    found = {name: scores(some, wanted) for name, some in said.items()}
    right, all_of = collections.Counter(), collections.Counter()
    for (text, iso), answer in zip(test, said["network"], strict=True):
        all_of[form_of(text)] += 1
        right[form_of(text)] += answer == iso
    places = range(len(FORMS))
    found["forms"] = {"right": [right[k] for k in places]}
    found["forms"]["all"] = [all_of[k] for k in places]
    found["early"] = {
        "keeping": float(losses[EARLY - 50 : EARLY].mean()),
        "half_open": early_loss(symbols, lexicon, rng),
    }
    parts = np.array_split(losses, 50)
    found["losses"] = [float(part.mean()) for part in parts]
    return {**found, "parameters": model.count}


def reads_dates(runs):
    """Tell whether the network beats the baselines, and keeping gates learn sooner."""
    return all(
        numbers["network"][score] > numbers[other][score]
        for numbers in runs
        for other in ("rule", "nearest", "commonest")
        for score in ("exact", "words")
    ) and all(
        numbers["early"]["keeping"] < numbers["early"]["half_open"] for numbers in runs
    )


DATES = Experiment(
    unit="applications",
    name="dates",
    run=run_dates,
    seeds=(0, 1, 2),
    sentence=(
        "The network reads more dates right than the rule for the commonest form and "
        "the nearest example; update gates that begin nearly closed learn sooner."
    ),
    claim=reads_dates,
)
