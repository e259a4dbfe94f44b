"""Batches of sentences: numbers of words, tags or labels, and how long each one is."""

from typing import NamedTuple

import numpy as np

UNKNOWN = "<unk>"


class WordBatch(NamedTuple):
    """N sentences, the short ones filled up behind their end.

    ``x`` is (T, N), numbers of words; ``targets`` (T, N) numbers of tags or (N,)
    labels; ``mask`` (T, N), True where a word stands; ``lengths`` (N,).
    """

    x: np.ndarray
    targets: np.ndarray
    mask: np.ndarray
    lengths: np.ndarray


def word_numbers(sentence, vocabulary):
    """Turn words into numbers; a word that is not listed counts as ``<unk>``.

    Parameters
    ----------
    sentence : sequence of str
        The words.
    vocabulary : dict of str to int
        The number of each word.

    Returns
    -------
    list of int
        One number a word.

    Examples
    --------
    >>> word_numbers(["a", "mirel"], {"<unk>": 0, "a": 1})
    [1, 0]
    """
    return [vocabulary.get(word, vocabulary.get(UNKNOWN)) for word in sentence]


def padded(rows):
    """Stand rows of unequal length side by side, as columns filled up with 0.

    Parameters
    ----------
    rows : sequence of sequences of int
        N rows, each of one entry at least.

    Returns
    -------
    numbers : ndarray of int, of shape (T, N)
        Time-major; T is the longest row's length.
    lengths : ndarray of int, of shape (N,)
        Length of each row.

    Examples
    --------
    >>> padded([[1, 2], [3]])[0]
    array([[1, 3],
           [2, 0]])
    """
    lengths = np.array([len(row) for row in rows])
    numbers = np.zeros((lengths.max(), len(rows)), dtype=int)
    for n, row in enumerate(rows):
        numbers[: len(row), n] = row
    return numbers, lengths


def tagged_batch(sentences, tags, vocabulary, tag_numbers):
    """Make a batch of sentences with a tag at every word.

    Parameters
    ----------
    sentences, tags : sequence of sequence of str
        Words, and as many tags.
    vocabulary, tag_numbers : dict of str to int
        The number of each word, and of each tag.

    Returns
    -------
    WordBatch
        ``targets`` are the tags, (T, N).
    """
    x, lengths = padded([word_numbers(words, vocabulary) for words in sentences])
    targets, _ = padded([[tag_numbers[tag] for tag in row] for row in tags])
    return WordBatch(x, targets, np.arange(len(x))[:, None] < lengths, lengths)


def labelled_batch(sentences, labels, vocabulary):
    """Make a batch of sentences with one label each.

    Parameters
    ----------
    sentences : sequence of sequence of str
        Their words.
    labels : sequence of int
        One for each.
    vocabulary : dict of str to int
        The number of each word.

    Returns
    -------
    WordBatch
        ``targets`` are the labels, (N,).
    """
    x, lengths = padded([word_numbers(words, vocabulary) for words in sentences])
    mask = np.arange(len(x))[:, None] < lengths
    return WordBatch(x, np.array(labels), mask, lengths)


def tags_from(scores, batch, tag_names):
    """Read the best tag of every word out of scores, sentence by sentence.

    Parameters
    ----------
    scores : ndarray of shape (T, N, V)
        A score for every tag.
    batch : WordBatch
        What was scored.
    tag_names : sequence of str
        The tags in the order of their numbers.

    Returns
    -------
    list of list of str
        The tags of each sentence, without those of the padding.
    """
    best = scores.argmax(axis=-1)
    return [
        [tag_names[k] for k in best[:length, n]]
        for n, length in enumerate(batch.lengths)
    ]
