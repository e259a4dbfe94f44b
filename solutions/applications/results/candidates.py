"""Choosing among speech candidates: by the sound alone, with counts, with a network.

Each language model chooses its weight on half of the sentences and is judged on the
others.
"""

import numpy as np

from rnn_core.applications import encode, rescore
from rnn_core.data.errands import errands
from rnn_core.data.phrases import phrase_log_probability
from rnn_core.data.sounds import hear
from rnn_core.networks.language import sentence_log_probabilities
from rnn_core.ngrams import NGram
from solutions.applications.results.language_models import as_seen, known

# unrolled-canary: keep out of anything published

WEIGHTS = (0.25, 0.5, 1.0, 2.0, 4.0)
IMPOSSIBLE = -1e6  # for minus infinity, which no weight could be tried on


def mistakes(spoken, offers, language, weight):
    """Return the shares of sentences and of words that are recognised wrong."""
    wrong, errors, words = 0, 0, 0
    for said, (candidates, acoustic), scores in zip(
        spoken, offers, language, strict=True
    ):
        best, _ = rescore(candidates, acoustic, scores, weight)
        differ = sum(a != b for a, b in zip(best, said, strict=True))
        wrong, errors, words = wrong + (differ > 0), errors + differ, words + len(said)
    return wrong / len(spoken), errors / words


def judged(spoken, offers, language):
    """Choose a weight on the first half; return the mistakes in the second."""
    half = len(spoken) // 2
    first = [part[:half] for part in (spoken, offers, language)]
    second = [part[half:] for part in (spoken, offers, language)]
    weight = min(WEIGHTS, key=lambda w: mistakes(*first, w)[0])
    sentences, words = mistakes(*second, weight)
    return {"sentences": sentences, "words": words, "weight": weight}


def opinion(name, model, candidates, vocabulary):
    """Return what a model thinks of the candidates of one sentence."""
    if name == "sound":
        return np.zeros(len(candidates))
    if name == "truth":
        seen = [known(c, vocabulary) for c in candidates]
        exact = [phrase_log_probability(model, s) for s in seen]
        return np.maximum(exact, IMPOSSIBLE)
    if isinstance(model, NGram):
        numbers = (np.asarray(encode(c, vocabulary)).tolist() for c in candidates)
        return np.array([model.log_probability(n) for n in numbers])
    return sentence_log_probabilities(model, candidates, vocabulary)


def recognise(models, vocabulary, rng, count):
    """Let models help to recognise fresh sentences.

    Parameters
    ----------
    models : dict
        Name → `NGram` or recurrent model.
    vocabulary : list of str
        Theirs.
    rng : numpy.random.Generator
        Where sentences and noise come from.
    count : int
        How many sentences; the first half is for choosing the weights.

    Returns
    -------
    dict
        How many candidates a sentence has, and the mistakes of each model, of the
        sound alone and of who knows the grammar.
    """
    spoken = errands(rng, count)
    offers = [hear(rng, said) for said in spoken]
    helpers = {"sound": None, **models, "truth": as_seen(vocabulary)}
    return {
        "candidates": float(np.mean([len(c) for c, _ in offers])),
        **{
            name: judged(
                spoken,
                offers,
                [opinion(name, model, c, vocabulary) for c, _ in offers],
            )
            for name, model in helpers.items()
        },
    }
