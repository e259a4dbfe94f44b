"""Sentences about journeys, with slots: where from and where to, and when.

The same city is a destination or a place of departure; which of the two, one verb
says, and it may stand many words before the city or after it. Everything else is drawn
without regard to the verb, so that whoever does not see the verb can only guess.
"""

import itertools
from typing import NamedTuple

from rnn_core.data.batch import check_count, check_rng
from rnn_core.data.words import tagged_batch

DECIDERS = {
    "arrive": ("destination", "arrival"),
    "leave": ("origin", "departure"),
}
SLOTS = ("destination", "arrival", "origin", "departure")
TAGS = ("O", *(f"{mark}-{slot}" for slot in SLOTS for mark in "BI"))
CITIES = (
    *("Taipei", "Tokyo", "Paris", "Rome", "Cairo", "Lima", "Oslo", "Quito"),
    *("Hong Kong", "Cape Town", "New York", "Buenos Aires"),
)
MONTHS = ("March", "June", "August", "November")
ORDINALS = ("1st", "2nd", "3rd", "9th", "15th", "21st")
BETWEEN = (
    "with two small children",
    "after a very long week",
    "if the weather is good enough",
    "with my brother from {city}",
    "before all the others {verb}",
    "as early as we can",
)
JOINTS = "on it is where and"
WISHES = ("we", "we will", "we would like to")
WORDS = tuple(
    dict.fromkeys(
        " ".join(
            [*DECIDERS, *CITIES, *MONTHS, *ORDINALS, *BETWEEN, *WISHES, JOINTS]
        ).split()
    )
)
VOCABULARY = {
    word: k for k, word in enumerate(w for w in WORDS if not w.startswith("{"))
}
TAG_NUMBERS = {tag: k for k, tag in enumerate(TAGS)}


class Journey(NamedTuple):
    """One sentence: its words, their tags, and which word decides.

    ``spans`` has an entry (slot, first, last, decider) for every span: the numbers of
    its first and last word, and of the verb that decides between two slots.
    """

    words: tuple
    tags: tuple
    spans: tuple


def _one_of(rng, things):
    return things[int(rng.integers(len(things)))]


def _draw_clause(rng, most):
    """Draw what a clause is made of, the verb apart."""
    between = []
    for phrase in rng.permutation(BETWEEN)[: _how_many(rng, most)]:
        city, verb = _one_of(rng, CITIES), _one_of(rng, tuple(DECIDERS))
        between += str(phrase).format(city=city, verb=verb).split()
    day = [_one_of(rng, MONTHS), _one_of(rng, ORDINALS)]
    place, wish = _one_of(rng, CITIES).split(), _one_of(rng, WISHES).split()
    return bool(rng.random() < 1 / 3), wish, between, place, day


def _how_many(rng, most):
    """Draw a number of phrases: none in half of the clauses, else 1 to `most`."""
    return int(rng.integers(1, most + 1)) if most and rng.random() < 1 / 2 else 0


def _spoken(clause, verb):
    """Return words, places of place and day, and the place of the verb."""
    comes_last, wish, between, place, day = clause
    if comes_last:
        head, tail = ["it", "is"], [*between, "where", *wish, verb]
    else:
        head, tail = [*wish, verb, *between], []
    words = [*head, *place, "on", *day, *tail]
    where = len(head), len(head) + len(place) + 1
    spans = [
        (start, start + len(part) - 1)
        for start, part in zip(where, (place, day), strict=True)
    ]
    return words, spans, len(words) - 1 if comes_last else len(wish)


def _journey(clauses, verbs):
    """Say the clauses, each with its verb, as one sentence."""
    words, found = [], []
    for clause, verb in zip(clauses, verbs, strict=True):
        words += ["and"] if words else []
        said, spans, decider = _spoken(clause, verb)
        for slot, (first, last) in zip(DECIDERS[verb], spans, strict=True):
            at = len(words)
            found.append((slot, at + first, at + last, at + decider))
        words += said
    tags = ["O"] * len(words)
    for slot, first, last, _ in found:
        tags[first] = f"B-{slot}"
        for t in range(first + 1, last + 1):
            tags[t] = f"I-{slot}"
    return Journey(tuple(words), tuple(tags), tuple(found))


def _draw_clauses(rng, most):
    return [_draw_clause(rng, most) for _ in range(1 + int(rng.integers(2)))]


def draw_journey(rng, most=3):
    """Draw a sentence of one or two clauses, each with a city and a day.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the words come from.
    most : int
        Largest number of phrases between the verb and the city.

    Returns
    -------
    Journey
        Its verbs are drawn apart from everything else.

    Examples
    --------
    >>> import numpy as np
    >>> " ".join(draw_journey(np.random.default_rng(14), 0).words)
    'we will arrive Cairo on June 21st'
    """
    check_rng(rng)
    clauses = _draw_clauses(rng, check_count("most", most, least=0))
    return _journey(clauses, [_one_of(rng, tuple(DECIDERS)) for _ in clauses])


def journey_twins(rng, count, most=3):
    """Draw sentences, each in every version that other deciding verbs make of it.

    Of two versions that differ in one verb alone, whoever does not see that verb gets
    at most one right.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the words come from.
    count : int
        Number of sentences, not counting their twins.
    most : int
        As in `draw_journey`.

    Returns
    -------
    list of Journey
        Two versions of a sentence with one clause, four of one with two.
    """
    found = []
    for _ in range(check_count("count", count)):
        clauses = _draw_clauses(check_rng(rng), most)
        versions = itertools.product(DECIDERS, repeat=len(clauses))
        found += [_journey(clauses, verbs) for verbs in versions]
    return found


def journey_batch(journeys):
    """Put sentences into a batch.

    Parameters
    ----------
    journeys : sequence of Journey
        The sentences.

    Returns
    -------
    WordBatch
        ``targets`` are numbers of `TAGS`.
    """
    words, tags, _ = zip(*journeys, strict=True)
    return tagged_batch(words, tags, VOCABULARY, TAG_NUMBERS)


def journey_batches(rng, size, most=3):
    """Yield batches of sentences without end.

    Parameters
    ----------
    rng, most
        As in `draw_journey`.
    size : int
        Number N of sentences in a batch.

    Yields
    ------
    WordBatch
        A fresh batch each time.
    """
    while True:
        yield journey_batch([draw_journey(rng, most) for _ in range(size)])


def within_reach(journeys, before, after):
    """Return the share of spans whose every word has the deciding verb in reach.

    Parameters
    ----------
    journeys : sequence of Journey
        The sentences.
    before, after : int or float
        How many words before and after its own a tagger sees at each word.

    Returns
    -------
    float
        Between 0 and 1. On twins no such tagger has an F1 above (1 + share) / 2.
    """
    spans = [span for journey in journeys for span in journey.spans]
    seen = [
        last - before <= decider <= first + after for _, first, last, decider in spans
    ]
    return sum(seen) / len(seen)
