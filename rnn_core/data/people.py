"""Sentences in which names stand anywhere, known ones and ones never seen before.

All words are small, so that no capital gives a name away. Invented words stand for
persons in one sentence and for things in the next: only the rest of the sentence tells
which. Some names are common words too.
"""

import string
from typing import NamedTuple

from rnn_core.data.batch import check_count, check_rng
from rnn_core.data.words import UNKNOWN, tagged_batch

PEOPLE_TAGS = "O", "B-name", "I-name"
FIRST_NAMES = ("harry", "anna", "tom", "lena", "omar", "mei", "rose", "may", "will")
OBJECTS = ("lamp", "kite", "bread", "clock", "chair", "soup", "boat", "drum", "rose")
# for each kind of sentence the verb that needs persons, and the one that needs things
BEFORE = (("invited", "bought"), ("thanked", "cooked"), ("phoned", "repaired"))
AFTER = (("laughed", "rusted"), ("agreed", "leaked"), ("whispered", "broke"))
ASIDES = (
    "yesterday",
    "in the old house",
    "as everyone here can tell",
    "after the long winter",
)
NEARBY = (
    ("my sister {} is here", "my old {} is here"),
    ("the teacher said {} is late", "the baker sold a {} today"),
    ("{} and i went home", "a {} and a kite fell"),
    ("we may see {} again", "we will fix the {} again"),
)
SUBJECTS = ("we", "they", "my sister", "the teacher")
SHARE_INVENTED = 0.6
_FIXED = (
    *(verb for pair in (*BEFORE, *AFTER) for verb in pair),
    *ASIDES,
    *(part.replace("{}", "") for pair in NEARBY for part in pair),
    *SUBJECTS,
    "and ,",
)
PEOPLE_WORDS = tuple(
    dict.fromkeys(
        (UNKNOWN, *FIRST_NAMES, *OBJECTS, *(w for text in _FIXED for w in text.split()))
    )
)
PEOPLE_VOCABULARY = {word: k for k, word in enumerate(PEOPLE_WORDS)}
PEOPLE_TAG_NUMBERS = {tag: k for k, tag in enumerate(PEOPLE_TAGS)}


class Mention(NamedTuple):
    """One sentence: words, tags, and an entry for every item that may be a name.

    An entry of ``items`` is (first, last, decider): the numbers of its first and last
    word, and of the verb that alone decides whether it is a name; -1 where other words
    tell as well.
    """

    words: tuple
    tags: tuple
    items: tuple


def invent_word(rng):
    """Make up a word of two or three syllables.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the letters come from.

    Returns
    -------
    str
        A word that is in no list here.

    Examples
    --------
    >>> import numpy as np
    >>> invent_word(np.random.default_rng(3))
    'cagavus'
    """
    vowels = "aeiou"
    consonants = "".join(sorted(set(string.ascii_lowercase) - set(vowels)))
    while True:
        count = int(rng.integers(2, 4))
        pairs = [(_one_of(rng, consonants), _one_of(rng, vowels)) for _ in range(count)]
        word = "".join(map("".join, pairs)) + _one_of(rng, ("", *"nrslf"))
        if word not in PEOPLE_VOCABULARY:
            return word


def _one_of(rng, things):
    return things[int(rng.integers(len(things)))]


def _draw_item(rng, invented):
    """Return an item's words as a person and as a thing; the same if invented."""
    if invented:
        words = [invent_word(rng) for _ in range(1 + int(rng.random() < 1 / 3))]
        return words, words
    return [_one_of(rng, FIRST_NAMES)], [_one_of(rng, OBJECTS)]


def _draw_list(rng):
    """Draw a frame with up to five items and a verb that decides what they are."""
    whole = bool(rng.random() < SHARE_INVENTED)
    count = int(rng.integers(1, 6))
    items = [_draw_item(rng, whole or rng.random() < 1 / 2) for _ in range(count)]
    whole = all(person == thing for person, thing in items)  # nothing else tells
    asides = [str(a) for a in rng.permutation(ASIDES)[: int(rng.integers(3))]]
    aside, subject = " ".join(asides).split(), _one_of(rng, SUBJECTS).split()
    if rng.random() < 1 / 2:
        return _one_of(rng, BEFORE), subject, aside, items, whole
    return _one_of(rng, AFTER), [], aside, items, whole


def _say_list(frame, kind):
    verbs, subject, aside, items, whole = frame
    head = [*subject, verbs[kind], *aside] if subject else []
    tail = [] if subject else [*aside, verbs[kind]]
    words, places = list(head), []
    for k, item in enumerate(items):
        if k:
            words.append("and" if k == len(items) - 1 else ",")
        places.append((len(words), len(words) + len(item[kind]) - 1))
        words += item[kind]
    words += tail
    decider = len(subject) if subject else len(words) - 1
    return _mention(words, places, kind, decider if whole else -1)


def _draw_nearby(rng):
    """Draw a frame with one item, told by the words beside it."""
    return _one_of(rng, NEARBY), _draw_item(rng, rng.random() < SHARE_INVENTED)


def _say_nearby(frame, kind):
    patterns, item = frame
    head, tail = (part.split() for part in patterns[kind].split("{}"))
    place = len(head), len(head) + len(item[kind]) - 1
    return _mention([*head, *item[kind], *tail], [place], kind, -1)


def _mention(words, places, kind, decider):
    """Tag the items as names if the kind is 0; if it is 1 they are things."""
    tags = ["O"] * len(words)
    for first, last in places if kind == 0 else ():
        tags[first : last + 1] = ["B-name"] + ["I-name"] * (last - first)
    items = tuple((first, last, decider) for first, last in places)
    return Mention(tuple(words), tuple(tags), items)


def mention_twins(rng, count):
    """Draw sentences, each with persons and, otherwise unchanged, with things.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the words come from.
    count : int
        Number of pairs.

    Returns
    -------
    list of Mention
        Twice as many sentences: at even places those with persons.
    """
    found = []
    for _ in range(check_count("count", count)):
        far = check_rng(rng).random() < 3 / 4
        frame = _draw_list(rng) if far else _draw_nearby(rng)
        say = _say_list if far else _say_nearby
        found += [say(frame, 0), say(frame, 1)]
    return found


def draw_mention(rng):
    """Draw one sentence, with persons or with things.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the words come from.

    Returns
    -------
    Mention
        Words, tags and items.

    Examples
    --------
    >>> import numpy as np
    >>> " ".join(draw_mention(np.random.default_rng(17)).words)
    'my sister bemef is here'
    """
    return mention_twins(rng, 1)[int(rng.integers(2))]


def mention_batch(mentions):
    """Put sentences into a batch; invented words become ``<unk>``.

    Parameters
    ----------
    mentions : sequence of Mention
        The sentences.

    Returns
    -------
    WordBatch
        ``targets`` are numbers of `PEOPLE_TAGS`.
    """
    words, tags, _ = zip(*mentions, strict=True)
    return tagged_batch(words, tags, PEOPLE_VOCABULARY, PEOPLE_TAG_NUMBERS)


def mention_batches(rng, size):
    """Yield batches of sentences without end.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the words come from.
    size : int
        Number N of sentences in a batch.

    Yields
    ------
    WordBatch
        A fresh batch each time.
    """
    while True:
        yield mention_batch([draw_mention(rng) for _ in range(size)])


def names_ceiling(mentions, before, after):
    """Return the F1 that no tagger with a window can pass on twins.

    Of an invented name whose verb is out of reach the window is the same as that of
    its twin, the thing. Who calls both a name is right once and wrong once.

    Parameters
    ----------
    mentions : sequence of Mention
        From `mention_twins`.
    before, after : int or float
        How many words before and after its own a tagger sees at each word.

    Returns
    -------
    float
        ``2 (s + u) / (2 s + 3 u)`` for s names in reach and u out of reach.
    """
    seen = [
        decider < 0 or last - before <= decider <= first + after
        for mention in mentions
        if "B-name" in mention.tags
        for first, last, decider in mention.items
    ]
    s = sum(seen)
    u = len(seen) - s
    return 2 * (s + u) / (2 * s + 3 * u)
