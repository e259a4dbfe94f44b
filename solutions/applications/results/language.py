"""Language models of words and of letters, against counting and against the truth."""

import math

import numpy as np

from autograder.experiment import Experiment
from rnn_core.applications import (
    build_vocabulary,
    decode,
    encode,
    perplexity,
    sample_sequence,
)
from rnn_core.data.errands import ERRANDS, errands
from rnn_core.data.phrases import phrase_entropy, phrase_log_probability
from rnn_core.networks.language import reading_step, sentence_log_probabilities
from rnn_core.ngrams import NGram
from solutions.applications.results.candidates import recognise
from solutions.applications.results.language_models import as_seen, fit, known

# unrolled-canary: keep out of anything published

SENTENCES, REDUCED = 4000, 1000
ORDERS = {"words": (1, 2, 3, 4, 5), "letters": (3, 5, 7, 9)}
ENTRIES = 64  # of the vocabulary of words: the rarest names become <UNK>
TEST_SEED, TEST_SENTENCES, SPOKEN = 1000, 400, 400
TEMPERATURES, WRITTEN, LONGEST = (0.25, 0.5, 1.0, 1.5, 2.0), 200, 60


def grammatical(model, vocabulary, temperature, rng):
    """Let a model of words write; return how many sentences are right and different."""
    first = np.full(WRITTEN, vocabulary.index("<EOS>"))
    numbers = sample_sequence(
        reading_step(model), None, first, LONGEST, temperature, rng
    )
    texts = [decode(column, vocabulary) for column in np.asarray(numbers).T]
    grammar = as_seen(vocabulary)
    right = [phrase_log_probability(grammar, text) > -math.inf for text in texts]
    return {
        "right": float(np.mean(right)),
        "different": len({" ".join(text) for text in texts}) / WRITTEN,
    }


def counted(numbers, tests, orders, V):
    """Return n-gram models, and the log-probability that each gives to the tests."""
    models = {f"{order}-gram": NGram(numbers, order, V) for order in orders}
    found = {
        name: np.array([model.log_probability(s) for s in tests])
        for name, model in models.items()
    }
    return models, found


def as_numbers(sentences, vocabulary):
    """Return sentences as lists of numbers."""
    return [np.asarray(encode(s, vocabulary)).tolist() for s in sentences]


def summary(found, lengths):
    """Return perplexity per token and cost per sentence of every model."""
    return {
        name: {
            "perplexity": float(perplexity(log_p, lengths)),
            "per_sentence": float(-log_p.mean()),
        }
        for name, log_p in found.items()
    }


def run_words(seed, reduced=False):
    """Train on one text; test on another, on speech, and by letting the LSTM write."""
    rng = np.random.default_rng(seed)
    train_on = errands(rng, REDUCED if reduced else SENTENCES)
    test = errands(np.random.default_rng(TEST_SEED), TEST_SENTENCES)
    vocabulary = build_vocabulary(train_on, ENTRIES)
    numbers = (as_numbers(some, vocabulary) for some in (train_on, test))
    models, found = counted(*numbers, ORDERS["words"], len(vocabulary))
    for cell in ("lstm",) if reduced else ("rnn", "lstm"):
        models[cell] = fit(cell, train_on, vocabulary, "words", rng)
        found[cell] = sentence_log_probabilities(models[cell], test, vocabulary)
    grammar = as_seen(vocabulary)
    seen = [known(s, vocabulary) for s in test]
    found["truth"] = np.array([phrase_log_probability(grammar, s) for s in seen])
    lstm = models["lstm"]
    return {
        "entropy": phrase_entropy(grammar),
        "perplexity": summary(found, np.array([len(s) + 1 for s in test])),
        "writing": {
            f"{temperature:g}": grammatical(lstm, vocabulary, temperature, rng)
            for temperature in TEMPERATURES
        },
        "speech": recognise(
            models, vocabulary, rng, SPOKEN // 2 if reduced else SPOKEN
        ),
    }


def run_letters(seed, reduced=False):
    """Train on one text, letter by letter, and test on another."""
    rng = np.random.default_rng(seed)
    sentences = errands(rng, REDUCED if reduced else SENTENCES)
    train_on = [" ".join(words) for words in sentences]
    words = errands(np.random.default_rng(TEST_SEED), TEST_SENTENCES)
    test = [" ".join(s) for s in words]
    vocabulary = build_vocabulary(train_on)
    numbers = (as_numbers(some, vocabulary) for some in (train_on, test))
    _, found = counted(*numbers, ORDERS["letters"], len(vocabulary))
    if not reduced:
        lstm = fit("lstm", train_on, vocabulary, "letters", rng)
        found["lstm"] = sentence_log_probabilities(lstm, test, vocabulary)
    found["truth"] = np.array([phrase_log_probability(ERRANDS, s) for s in words])
    return summary(found, np.array([len(s) + 1 for s in test]))


def reading_beats_counting(runs):
    """Tell whether the LSTM comes nearer to the truth than all counts, in every run."""
    return all(_beats(numbers["perplexity"], numbers["speech"]) for numbers in runs)


def _beats(costs, speech):
    least = min(costs[f"{order}-gram"]["perplexity"] for order in ORDERS["words"])
    nearer = costs["truth"]["perplexity"] < costs["lstm"]["perplexity"] < least
    return nearer and speech["lstm"]["words"] < speech["sound"]["words"]


def longer_counts_of_letters_win(runs):
    """Tell whether longer contexts help, and the LSTM lies between three and seven.

    A reduced run trains no LSTM.
    """
    return all(
        costs["truth"]["perplexity"]
        < costs["9-gram"]["perplexity"]
        < costs["7-gram"]["perplexity"]
        < costs.get("lstm", costs["5-gram"])["perplexity"]
        < costs["3-gram"]["perplexity"]
        for costs in runs
    )


WORDS = Experiment(
    unit="applications",
    name="words",
    run=run_words,
    seeds=tuple(range(3)),
    sentence=(
        "In every run the LSTM has a lower perplexity on new sentences than every "
        "n-gram model, and helps to recognise more words than the sound alone."
    ),
    claim=reading_beats_counting,
)

LETTERS = Experiment(
    unit="applications",
    name="letters",
    run=run_letters,
    seeds=tuple(range(3)),
    sentence=(
        "In every run longer contexts of letters help, and after five rounds the LSTM "
        "of letters lies between counts of three letters and of seven."
    ),
    claim=longer_counts_of_letters_win,
)
