"""Two streams to predict: little stories for a character model, and Elman's bits.

Both go on without a border, so that a network has to find the units by itself.
"""

import numpy as np

from rnn_core.data.batch import check_count, check_rng

NAMES = {"anna": "she", "tom": "he", "mia": "she", "ben": "he"}
THINGS = ("ball", "kite", "drum", "boat")
COLOURS = ("red", "blue", "big", "new")
VERBS = ("takes", "loves", "hides", "finds")


def draw_story(rng):
    """Draw one story of two sentences.

    The pronoun depends on the name and the last word on the thing, each some twenty
    characters back.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the words come from.

    Returns
    -------
    str
        Small letters, spaces and full stops; it ends in a space.

    Examples
    --------
    >>> draw_story(np.random.default_rng(1))
    'tom has a big boat. he finds the boat. '
    """
    name = list(NAMES)[rng.integers(len(NAMES))]
    colour, thing, verb = (
        words[rng.integers(len(words))] for words in (COLOURS, THINGS, VERBS)
    )
    return f"{name} has a {colour} {thing}. {NAMES[name]} {verb} the {thing}. "


def stories(rng, count):
    """Draw several stories as one text.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the words come from.
    count : int
        Number of stories.

    Returns
    -------
    str
        The stories, one after the other.
    """
    check_rng(rng)
    return "".join(draw_story(rng) for _ in range(check_count("count", count)))


def xor_stream(rng, triples):
    """Draw Elman's stream of bits: every third is the XOR of the two before it.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the bits come from.
    triples : int
        Number of groups of three bits.

    Returns
    -------
    ndarray of int, of shape (3 * triples,)
        Zeros and ones; the first two of each group are random.

    Examples
    --------
    >>> bits = xor_stream(np.random.default_rng(0), 4).reshape(4, 3)
    >>> bool((bits[:, 0] ^ bits[:, 1] == bits[:, 2]).all())
    True
    """
    check_rng(rng)
    pairs = rng.integers(2, size=(check_count("triples", triples), 2))
    return np.concatenate([pairs, pairs[:, :1] ^ pairs[:, 1:]], axis=1).ravel()
