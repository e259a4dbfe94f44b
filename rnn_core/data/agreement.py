"""Sentences whose verb agrees with a noun far before it: "The cat which … was full".

Between subject and verb stands a relative clause of any number of phrases. Each has a
noun of its own, singular or plural by chance, that the verb must not listen to.
"""

import numpy as np

from rnn_core.data.batch import Batch, check_count, check_rng

NOUNS = ("cat", "dog", "child", "girl"), ("cats", "dogs", "children", "girls")
CAUGHT = ("fish", "mouse", "bird"), ("fishes", "mice", "birds")
ACTIONS = ("ate", "saw", "chased")
ENDINGS = ("full", "tired", "happy")
VERBS = "was", "were"
WORDS = (
    *("the", "which", "and"),
    *NOUNS[0],
    *NOUNS[1],
    *CAUGHT[0],
    *CAUGHT[1],
    *ACTIONS,
    *VERBS,
    *ENDINGS,
)


def distance(phrases):
    """Return how many words stand between the noun and its verb."""
    return 4 * check_count("phrases", phrases, least=0)


def draw_sentence(rng, phrases):
    """Draw a sentence with a number of phrases between noun and verb.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the words come from.
    phrases : int
        Number of phrases; each has four words, such as "which ate the birds".

    Returns
    -------
    list of str
        The words. The last but one is the verb.

    Examples
    --------
    >>> " ".join(draw_sentence(np.random.default_rng(2), 2))
    'the girls which ate the bird and saw the mice were happy'
    """
    check_rng(rng)
    number = int(rng.integers(2))
    words = ["the", _one_of(rng, NOUNS[number])]
    for k in range(check_count("phrases", phrases, least=0)):
        caught = CAUGHT[int(rng.integers(2))]
        words += ["and" if k else "which", _one_of(rng, ACTIONS)]
        words += ["the", _one_of(rng, caught)]
    return [*words, VERBS[number], _one_of(rng, ENDINGS)]


def agreement_batch(rng, size, phrases):
    """Draw sentences of one length, each word to be predicted from those before it.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the words come from.
    size : int
        Number N of sentences.
    phrases : int
        Number of phrases between noun and verb.

    Returns
    -------
    Batch
        ``x`` is (T, N, V), one-hot, without the last word. ``targets`` is (T, N), the
        words that follow; ``targets[-2]`` are the verbs. ``mask`` is None.
    """
    size = check_count("size", size)
    sentences = [draw_sentence(rng, phrases) for _ in range(size)]
    words = np.array([[WORDS.index(w) for w in s] for s in sentences]).T  # (T + 1, N)
    return Batch(np.eye(len(WORDS))[words[:-1]], words[1:])


def agreement_batches(rng, size, most):
    """Yield batches without end, each with 0 to `most` phrases, by chance.

    Parameters
    ----------
    rng, size
        As in `agreement_batch`.
    most : int
        Largest number of phrases.

    Yields
    ------
    Batch
        A fresh batch each time; its sentences have one length.
    """
    while True:
        yield agreement_batch(rng, size, int(rng.integers(most + 1)))


def agreement_accuracy(outputs, batch):
    """Return the share of sentences in which the right verb is preferred.

    Parameters
    ----------
    outputs : ndarray of shape (T, N, V)
        Scores of every word at every step.
    batch : Batch
        The sentences.

    Returns
    -------
    float
        Between 0 and 1; guessing gives ½. Other words do not compete.
    """
    was, were = (outputs[-2, :, WORDS.index(verb)] for verb in VERBS)
    right = np.asarray(batch.targets[-2]) == WORDS.index("were")
    return float(np.mean((were > was) == right))


def _one_of(rng, words):
    return words[int(rng.integers(len(words)))]
