"""Grammars with probabilities: sentences, how likely each is, how much they surprise.

A grammar is a dict. Each name has a list of alternatives, ``(probability, parts)``;
a part that is a name of the grammar is replaced in turn, any other is a word. The
functions on probabilities hold for grammars in which no sentence arises in two ways.
"""

import functools
import math

from rnn_core.data.batch import check_rng

ROUNDS = 200  # of replacing: the chance of a deeper sentence is below 1e-30


def draw_phrase(grammar, rng, name="S"):
    """Draw a sentence.

    Parameters
    ----------
    grammar : dict
        Name → list of (probability, parts).
    rng : numpy.random.Generator
        Where the choices come from.
    name : str
        What to begin with.

    Returns
    -------
    list of str
        The words.
    """
    check_rng(rng)
    left, words = [name], []
    while left:
        part = left.pop()
        if part not in grammar:
            words.append(part)
            continue
        place = int(rng.choice(len(grammar[part]), p=[p for p, _ in grammar[part]]))
        left.extend(reversed(grammar[part][place][1]))
    return words


def phrase_log_probability(grammar, words, name="S"):
    """Return the logarithm of a sentence's probability, minus infinity if it has none.

    Parameters
    ----------
    grammar : dict
        Name → list of (probability, parts).
    words : sequence of str
        The sentence.
    name : str
        What it begins with.

    Returns
    -------
    float
    """
    words = tuple(words)

    @functools.cache
    def ends(part, start):
        """Return {end: probability} of what `part` may cover from `start` on."""
        if part not in grammar:
            fits = start < len(words) and words[start] == part
            return {start + 1: 1.0} if fits else {}
        found = {}
        for probability, parts in grammar[part]:
            reached = {start: probability}
            for inner in parts:
                reached = _onward(reached, lambda at, inner=inner: ends(inner, at))
            for end, p in reached.items():
                found[end] = found.get(end, 0.0) + p
        return found

    probability = ends(name, 0).get(len(words), 0.0)
    return math.log(probability) if probability > 0 else -math.inf


def _onward(reached, ends):
    """Go on from every place that was reached."""
    after = {}
    for at, p in reached.items():
        for end, q in ends(at).items():
            after[end] = after.get(end, 0.0) + p * q
    return after


def phrase_entropy(grammar, name="S"):
    """Return the entropy of a sentence in nats: what it costs who knows the grammar."""
    return _expected(grammar, lambda p, parts: -math.log(p))[name]


def phrase_length(grammar, name="S"):
    """Return how many words a sentence has on average."""
    return _expected(
        grammar, lambda p, parts: sum(part not in grammar for part in parts)
    )[name]


def phrase_letters(grammar, name="S"):
    """Return how many letters the words of a sentence have on average, in all."""
    return _expected(
        grammar, lambda p, parts: sum(len(k) for k in parts if k not in grammar)
    )[name]


def _expected(grammar, amount):
    """Add up an amount of every choice, over all choices, on average."""
    total = dict.fromkeys(grammar, 0.0)
    for _ in range(ROUNDS):
        total = {
            name: sum(
                p * (amount(p, parts) + sum(total.get(part, 0.0) for part in parts))
                for p, parts in alternatives
            )
            for name, alternatives in grammar.items()
        }
    return total


def rename_words(grammar, rename):
    """Replace words of a grammar, adding up alternatives that become the same.

    Parameters
    ----------
    grammar : dict
        Name → list of (probability, parts).
    rename : callable
        Takes a word, returns another.

    Returns
    -------
    dict
        A new grammar.
    """
    renamed = {}
    for name, alternatives in grammar.items():
        merged = {}
        for p, parts in alternatives:
            key = tuple(k if k in grammar else rename(k) for k in parts)
            merged[key] = merged.get(key, 0.0) + p
        renamed[name] = [(p, parts) for parts, p in merged.items()]
    return renamed


def evenly(*alternatives):
    """Return alternatives that are equally likely; each is a text of parts."""
    return [(1 / len(alternatives), tuple(text.split())) for text in alternatives]
