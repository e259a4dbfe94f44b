"""What the network in the page writes, judged by the generator of its sentences."""

import numpy as np

from rnn_core.applications import sample_sequence
from rnn_core.data.errands import ERRANDS, OPENINGS, SOUGHT
from rnn_core.demos.page_writer import ALPHABET, WEIGHTS
from rnn_core.models import RecurrentModel
from rnn_core.networks.language import reading_step

# unrolled-canary: keep out of anything published

TEXTS, LETTERS = 64, 400


def what_it_writes(temperature, seed=0):
    """Let the network write, and judge its sentences.

    Parameters
    ----------
    temperature : float
        Of the sampling.
    seed : int
        Of the chance.

    Returns
    -------
    dict
        How many ``sentences``; the share of ``words`` that are words; the share of
        sentences whose thing belongs to their ``place``, of those that have both, and
        what a ``guess`` among all things would give.
    """
    model = RecurrentModel("lstm", "every", "cross_entropy", WEIGHTS)
    first = np.full(TEXTS, ALPHABET.index(" "))
    rng = np.random.default_rng(seed)
    numbers = sample_sequence(
        reading_step(model), None, first, LETTERS, temperature, rng
    )
    texts = ["".join(ALPHABET[k] for k in column) for column in np.asarray(numbers).T]
    # the first and the last sentence of a text may lack a part
    whole = [s for text in texts for s in text.split(". ")[1:-1]]
    known = {k for rules in ERRANDS.values() for _, parts in rules for k in parts}
    words = [word for s in whole for word in s.split(" ")]
    return {
        "sentences": len(whole),
        "words": float(np.mean([word in known for word in words])),
        **_places(whole),
    }


def _places(sentences):
    openings = {words: place for place, words in OPENINGS.items()}
    things = {thing for some in SOUGHT.values() for thing in some}
    right, guess = [], []
    for words in (s.split(" ") for s in sentences):
        place = openings.get(" ".join(words[:3]))
        if place and words[-1] in things:
            right.append(words[-1] in SOUGHT[place])
            guess.append(len(SOUGHT[place]) / len(things))
    return {"place": float(np.mean(right)), "guess": float(np.mean(guess))}
