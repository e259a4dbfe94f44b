"""Reviews of a hotel, good or bad: negation, "but", and order decide.

Some kinds come in pairs that exchange their clauses: the same words in another order,
and the other label. Whoever only counts words answers both alike and gets one wrong.
In the kind ``"far"`` not even groups of five neighbouring words differ.
"""

from collections import Counter
from typing import NamedTuple

from rnn_core.data.batch import check_count, check_rng
from rnn_core.data.words import labelled_batch

LABELS = "bad", "good"
NOUNS = ("room", "food", "staff", "view", "music", "price")
PRAISE = ("good", "great", "lovely", "fine")
BLAME = ("bad", "poor", "awful", "dull")
OPENINGS = ("to be honest", "as we found", "in our eyes")
ENDINGS = ("for the two of us", "at this time of year", "on both of our days")
JOINTS = "the was not only also but although ,"
KINDS = ("plain", "not", "only", "near", "far")
SHARES = (0.15, 0.2, 0.1, 0.25, 0.3)
# the first clause, the second, and which of the two decides
FRAMES = (("{} but {}", 1), ("although {} , {}", 1), ("{} although {}", 0))
REVIEW_WORDS = tuple(
    dict.fromkeys(
        " ".join([*NOUNS, *PRAISE, *BLAME, *OPENINGS, *ENDINGS, JOINTS]).split()
    )
)
REVIEW_VOCABULARY = {word: k for k, word in enumerate(REVIEW_WORDS)}


class Review(NamedTuple):
    """One review: its words, 1 for good or 0 for bad, and its kind."""

    words: tuple
    label: int
    kind: str


def _one_of(rng, things):
    return things[int(rng.integers(len(things)))]


def _draw_clause(rng, good, opening="", ending=""):
    """Draw a clause that praises or blames, by negation in half of the cases."""
    negated = bool(rng.integers(2))
    word = _one_of(rng, PRAISE if good != negated else BLAME)
    said = f"the {_one_of(rng, NOUNS)} was {'not ' * negated}{word}"
    return f"{opening} {said} {ending}".strip()


def _simple(rng, kind):
    """Draw a review of one clause."""
    good = bool(rng.integers(2))
    noun = _one_of(rng, NOUNS)
    if kind == "only":
        words = PRAISE if good else BLAME
        first, second = (_one_of(rng, words) for _ in range(2))
        text = f"the {noun} was not only {first} but also {second}"
    else:
        negated = kind == "not"
        word = _one_of(rng, PRAISE if good != negated else BLAME)
        text = f"the {noun} was {'not ' * negated}{word} {_one_of(rng, ENDINGS)}"
    return [Review(tuple(text.split()), int(good), kind)]


def _pair(rng, kind):
    """Draw two clauses that disagree, and say them in both orders."""
    around = ("", "")
    if kind == "far":
        around = _one_of(rng, OPENINGS), _one_of(rng, ENDINGS)
    clauses = [_draw_clause(rng, good, *around) for good in (False, True)]
    frame, decides = _one_of(rng, FRAMES)
    return [
        Review(tuple(frame.format(*order).split()), int(good), kind)
        for order, good in (
            (clauses, decides == 1),
            (clauses[::-1], decides == 0),
        )
    ]


def draw_reviews(rng, kind=None):
    """Draw one review, and the one with its clauses exchanged where it has two.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the words come from.
    kind : str, optional
        One of `KINDS`. Default: by chance, with the probabilities `SHARES`.

    Returns
    -------
    list of Review
        One, or a pair with opposite labels.

    Examples
    --------
    >>> import numpy as np
    >>> for review in draw_reviews(np.random.default_rng(20), "near"):
    ...     print(review.label, *review.words)
    1 the food was not great but the room was fine
    0 the room was fine but the food was not great
    """
    check_rng(rng)
    kind = str(rng.choice(KINDS, p=SHARES)) if kind is None else kind
    return _pair(rng, kind) if kind in ("near", "far") else _simple(rng, kind)


def review_twins(rng, count):
    """Draw reviews of all kinds in their shares, every pair whole.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the words come from.
    count : int
        About how many; a multiple of 40 gives exactly so many.

    Returns
    -------
    list of Review
        One kind after the other.
    """
    found = []
    for kind, share in zip(KINDS, SHARES, strict=True):
        wanted = len(found) + round(share * check_count("count", count))
        while len(found) < wanted:
            found += draw_reviews(rng, kind)
    return found


def review_batch(reviews):
    """Put reviews into a batch.

    Parameters
    ----------
    reviews : sequence of Review
        The reviews.

    Returns
    -------
    WordBatch
        ``targets`` are the labels, (N,).
    """
    words, labels, _ = zip(*reviews, strict=True)
    return labelled_batch(words, labels, REVIEW_VOCABULARY)


def review_batches(rng, size):
    """Yield batches without end; of a pair one review comes, by chance.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the words come from.
    size : int
        Number N of reviews in a batch.

    Yields
    ------
    WordBatch
        A fresh batch each time.
    """
    while True:
        drawn = (draw_reviews(rng) for _ in range(size))
        yield review_batch([_one_of(rng, reviews) for reviews in drawn])


def bag_of(words, n=1):
    """Count groups of n neighbouring words, the ends of the review included.

    Parameters
    ----------
    words : sequence of str
        A review.
    n : int
        Words in a group; 1 counts the words.

    Returns
    -------
    Counter
        How often each group stands in the review.

    Examples
    --------
    >>> bag_of("not good but not bad".split())[("not",)]
    2
    """
    ends = ("",) * (n - 1)
    all_words = (*ends, *words, *ends)
    return Counter(all_words[k : k + n] for k in range(len(all_words) - n + 1))


def bag_ceiling(reviews, n=1):
    """Return the share right of the best answer that knows only groups of n words.

    Reviews with equal counts get equal answers, so that of each such group at best the
    more frequent label is right.

    Parameters
    ----------
    reviews : sequence of Review
        The reviews.
    n : int
        As in `bag_of`.

    Returns
    -------
    float
        Between ½ and 1.
    """
    groups = {}
    for review in reviews:
        key = frozenset(bag_of(review.words, n).items())
        groups.setdefault(key, Counter())[review.label] += 1
    return sum(max(labels.values()) for labels in groups.values()) / len(reviews)
