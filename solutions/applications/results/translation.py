"""Translate a small grammar: against a dictionary, by sentence length, by code size."""

import numpy as np

from autograder.experiment import Experiment
from rnn_core.data.pairs import Lexicon
from rnn_core.data.translation import draw_pairs, grammar_words, word_for_word
from solutions.applications.results.translators import (
    commonest,
    greedy_against_beam,
    scores,
    train_translator,
    translate,
)

HIDDEN, STEPS, TRAINED_TO = 80, 1800, 9
SIZES, LONG, LONG_STEPS = (24, 80), 12, 1000
WIDTH, MOST = 5, 40
TRAIN = 6000


def split(rng, count, tests, longest):
    """Draw pairs for training, and others for the test."""
    pairs = draw_pairs(rng, count + tests, longest)
    return pairs[tests:], pairs[:tests]


def by_length(model, lexicon, rng, lengths, count, known):
    """Return exact matches and words in place for sentences of each length."""
    rows = {"lengths": list(lengths), "exact": [], "words": []}
    for length in lengths:
        drawn = draw_pairs(rng, 2 * count, length, length)
        pairs = [pair for pair in drawn if pair not in known][:count]
        said = [translate(model, lexicon, pair.source, MOST) for pair in pairs]
        wanted = [pair.target for pair in pairs]
        for name, share in scores(said, wanted).items():
            if name in rows:
                rows[name].append(share)
    return rows


def run_translation(seed, reduced=False):
    """Train on short sentences; compare with a dictionary, and try longer ones."""
    rng = np.random.default_rng([seed, 71])
    longest, steps, tests = (6, 500, 60) if reduced else (TRAINED_TO, STEPS, 200)
    lexicon = Lexicon(*grammar_words())
    pairs, test = split(rng, 800 if reduced else TRAIN, tests, longest)
    models, losses = train_translator(pairs, lexicon, HIDDEN, steps, rng)
    wanted = [target for _, target in test]
    said = {
        "network": [translate(models[-1], lexicon, s, MOST) for s, _ in test],
        "dictionary": [word_for_word(source) for source, _ in test],
        "commonest": [commonest(pairs)] * tests,
    }
    found = {name: scores(some, wanted) for name, some in said.items()}
    for name, model in (("early", models[0]), ("late", models[-1])):
        some = test[:60]
        found[name] = greedy_against_beam(model, lexicon, some, WIDTH, MOST)
    lengths = (6, 12) if reduced else range(6, 17, 2)
    count = 20 if reduced else 40
    found["longer"] = by_length(models[-1], lexicon, rng, lengths, count, set(pairs))
    found["trained_to"], found["losses"] = longest, losses
    found["parameters"] = models[-1].count
    return found


def beats_the_dictionary(runs):
    """Tell whether the network beats both baselines, and fails on longer sentences."""
    return all(
        numbers["network"][score] > numbers[other][score] + 0.1
        for numbers in runs
        for other in ("dictionary", "commonest")
        for score in ("exact", "bleu")
    ) and all(
        numbers["longer"]["exact"][-1] < 0.5 * numbers["network"]["exact"]
        for numbers in runs
    )


TRANSLATION = Experiment(
    unit="applications",
    name="translation",
    run=run_translation,
    seeds=(0, 1, 2),
    sentence=(
        "On new sentences as long as those it was trained on, the network beats a "
        "word-for-word dictionary; on sentences much longer it fails."
    ),
    claim=beats_the_dictionary,
)


def run_lengths(seed, reduced=False):
    """Train codes of two sizes on sentences of all lengths up to a bound."""
    longest, steps = (9, 300) if reduced else (LONG, LONG_STEPS)
    lexicon, found = Lexicon(*grammar_words()), {}
    for size in SIZES:
        rng = np.random.default_rng([seed, 72])
        pairs = draw_pairs(rng, 600 if reduced else TRAIN, longest)
        models, losses = train_translator(pairs, lexicon, size, steps, rng)
        test = np.random.default_rng([seed, 73])
        lengths = (5, 9) if reduced else range(6, LONG + 1, 2)
        count = 20 if reduced else 30
        found[f"{size}"] = by_length(
            models[-1], lexicon, test, lengths, count, set(pairs)
        )
        found[f"{size}"]["losses"] = losses
    return found


def long_sentences_are_harder(runs):
    """Tell whether length costs the large code, and the small one is behind it."""
    small, large = (
        np.array([numbers[f"{size}"]["words"] for numbers in runs]) for size in SIZES
    )
    return bool((large[:, -1] < large[:, 0]).all() and (small < large).all())


LENGTHS = Experiment(
    unit="applications",
    name="code_sizes",
    run=run_lengths,
    seeds=(0, 1, 2),
    sentence=(
        "Trained on sentences of all lengths up to a bound, the large code does worse "
        "on long sentences than on short ones, and the small code is behind it at "
        "every length."
    ),
    claim=long_sentences_are_harder,
)
