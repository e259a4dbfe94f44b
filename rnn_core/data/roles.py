"""Sentences that say who does what to whom, in the active and in the passive voice.

"the fox chases the hare" and "the hare chases the fox" have the same words and opposite
meanings; "the hare is chased by the fox" has the meaning of the first. Every noun can
be the agent or the patient of every verb, so the words alone do not tell the roles.
"""

from typing import NamedTuple

import numpy as np

from rnn_core.data.batch import check_count, check_rng

ACTORS = ("fox", "hare", "doctor", "robot", "queen", "thief", "painter", "wolf")
DEEDS = {
    "chases": "chased",
    "finds": "found",
    "helps": "helped",
    "follows": "followed",
    "paints": "painted",
    "stops": "stopped",
}
KINDS = ("", "old", "young", "quick")  # in front of a noun; mostly nothing
PLACES = ("", "outside", "upstairs")  # behind a noun
ROLE_WORDS = (
    *("the", "is", "by"),
    *ACTORS,
    *DEEDS,
    *DEEDS.values(),
    *KINDS[1:],
    *PLACES[1:],
)
LONGEST_SENTENCE = 11


class Event(NamedTuple):
    """Who does what to whom: ``agent`` and ``patient`` are two of `ACTORS`."""

    agent: str
    deed: str
    patient: str

    def turned(self):
        """Return the event with the roles exchanged."""
        return Event(self.patient, self.deed, self.agent)


class SentenceBatch(NamedTuple):
    """N sentences as one-hot words, (T, N, V), and how many words each has."""

    x: np.ndarray
    lengths: np.ndarray


EVENTS = tuple(
    Event(agent, deed, patient)
    for agent in ACTORS
    for deed in DEEDS
    for patient in ACTORS
    if agent != patient
)


def is_held_out(event):
    """Tell whether an event is kept for testing: a fifth of them, in both roles.

    An event and the one with the roles exchanged are always on the same side.
    """
    low, high = sorted((ACTORS.index(event.agent), ACTORS.index(event.patient)))
    return (low + 2 * high + list(DEEDS).index(event.deed)) % 5 == 0


def tell(event, *, passive=False, kinds=("", ""), places=("", "")):
    """Put an event into words.

    Parameters
    ----------
    event : Event
        What happens.
    passive : bool
        Whether the patient comes first.
    kinds, places : tuple of str
        Two of `KINDS` and two of `PLACES`: for the noun that comes first, and for the
        other.

    Returns
    -------
    list of str
        The words.

    Examples
    --------
    >>> " ".join(tell(Event("fox", "chases", "hare"), passive=True, kinds=("", "old")))
    'the hare is chased by the old fox'
    """
    nouns = [event.agent, event.patient]
    verb = [event.deed]
    if passive:
        nouns, verb = nouns[::-1], ["is", DEEDS[event.deed], "by"]
    first, second = (
        ["the", *words] for words in zip(kinds, nouns, places, strict=True)
    )
    return [word for word in [*first, *verb, *second] if word]


def draw_manner(rng):
    """Draw how an event is told: the options of `tell`.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where chance comes from.

    Returns
    -------
    dict
        ``passive``, ``kinds`` and ``places``.
    """
    check_rng(rng)
    return {
        "passive": bool(rng.integers(2)),
        "kinds": tuple(KINDS[int(k)] for k in rng.choice(4, 2, p=(0.55, *[0.15] * 3))),
        "places": tuple(PLACES[int(k)] for k in rng.choice(3, 2, p=(0.4, 0.3, 0.3))),
    }


def sentence_batch(sentences):
    """Write sentences as one-hot words, padded with zeros at the end.

    Parameters
    ----------
    sentences : sequence of list of str
        Words, all of them in `ROLE_WORDS`.

    Returns
    -------
    SentenceBatch
        ``x`` is (T, N, V) with T = `LONGEST_SENTENCE`.
    """
    x = np.zeros((LONGEST_SENTENCE, len(sentences), len(ROLE_WORDS)))
    for n, words in enumerate(sentences):
        for t, word in enumerate(words):
            x[t, n, ROLE_WORDS.index(word)] = 1
    return SentenceBatch(x, np.array([len(words) for words in sentences]))


def role_batches(rng, size, dtype=np.float64):
    """Yield batches without end, of events that are not held out.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where events and words come from.
    size : int
        Number N of sentences in a batch.
    dtype : dtype
        Of the one-hot words.

    Yields
    ------
    SentenceBatch
        A fresh batch each time.
    """
    check_rng(rng)
    size = check_count("size", size)
    events = [event for event in EVENTS if not is_held_out(event)]
    while True:
        chosen = [events[int(k)] for k in rng.integers(len(events), size=size)]
        batch = sentence_batch([tell(event, **draw_manner(rng)) for event in chosen])
        yield batch._replace(x=batch.x.astype(dtype))
