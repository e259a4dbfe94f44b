"""Words that sound alike: what a recogniser may have heard in place of a sentence.

A word is heard as a number: that of its sound, plus noise. Twins such as "flour" and
"flower" have one sound, so no ear can tell them apart; others differ by one unit.
"""

import itertools

import numpy as np

from rnn_core.data.batch import check_rng
from rnn_core.data.errands import PERSONS

TWINS = (
    ("flour", "flower"),
    ("leek", "leak"),
    ("steak", "stake"),
    ("currant", "current"),
    ("key", "quay"),
    ("bough", "bow"),
    ("beech", "beach"),
    ("root", "route"),
    ("knew", "new"),
    ("heard", "herd"),
)
NEARLY = tuple((person, f"{person}s") for person in PERSONS)  # one sound more
NOISE = 0.6  # standard deviation of what is heard, in units of sound

SOUNDS = {word: (k, 0.0) for k, twins in enumerate(TWINS) for word in twins}
SOUNDS |= {
    word: (len(TWINS) + k, float(unit))
    for k, pair in enumerate(NEARLY)
    for unit, word in enumerate(pair)
}


def alike(word):
    """Return the words that may be heard in the place of one, itself among them."""
    if word not in SOUNDS:
        return [word]
    group = SOUNDS[word][0]
    return [other for other, (other_group, _) in SOUNDS.items() if other_group == group]


def hear(rng, words):
    """Return what a recogniser offers for a sentence.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the noise and the order of the candidates come from.
    words : list of str
        What was said.

    Returns
    -------
    candidates : list of (list of str)
        All sentences that sound like it, in random order.
    acoustic : ndarray of shape (K,)
        Log-probability of the sound given each of them, up to a constant.
    """
    check_rng(rng)
    heard = [
        SOUNDS[word][1] + NOISE * rng.standard_normal() if word in SOUNDS else 0.0
        for word in words
    ]
    candidates = [list(c) for c in itertools.product(*map(alike, words))]
    candidates = [candidates[k] for k in rng.permutation(len(candidates))]
    costs = [
        sum(
            (h - SOUNDS[w][1]) ** 2
            for h, w in zip(heard, c, strict=True)
            if w in SOUNDS
        )
        for c in candidates
    ]
    return candidates, -np.array(costs) / (2 * NOISE**2)
