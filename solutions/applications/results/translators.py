"""What the trainings of translators share: phases, decoding, a simple baseline."""

import collections

import numpy as np

from rnn_core.applications import beam_search, greedy_decode
from rnn_core.data.pairs import START, STOP, pair_batches
from rnn_core.networks.scores import bleu, exact_match, word_accuracy
from rnn_core.networks.translation import build_translator
from rnn_core.training import train

FEATURES, SIZE = 32, 32
RATE = 0.006
PHASES = ((0.6, 1.0), (0.2, 0.4), (0.2, 0.15))  # shares of the steps, of the rate


def train_translator(pairs, lexicon, hidden, steps, rng):
    """Train a translator, more and more slowly.

    Returns
    -------
    models : list of Translator
        After each phase; the last one is the result.
    losses : list of float
        Mean loss of every fiftieth part of the training.
    """
    model = build_translator(lexicon, FEATURES, hidden, rng)
    batches = pair_batches(pairs, lexicon, rng, SIZE)
    models, losses = [], []
    for share, factor in PHASES:
        history = train(model, batches, int(share * steps), factor * RATE)
        model = history.model
        models.append(model)
        losses.extend(history.losses)
    parts = np.array_split(np.array(losses), 50)
    return models, [float(part.mean()) for part in parts]


def translate(model, lexicon, source, most):
    """Translate greedily."""
    code = model.code(lexicon.read(source))
    symbols, _ = greedy_decode(model.step, code, START, STOP, most)
    return lexicon.write(symbols)


def scores(said, wanted):
    """Return the three scores of translations."""
    return {
        "exact": exact_match(said, wanted),
        "words": word_accuracy(said, wanted),
        "bleu": bleu(said, wanted),
    }


def greedy_against_beam(model, lexicon, pairs, width, most):
    """Return what a beam finds that greedy decoding does not, and the reverse."""
    count = collections.Counter(dict.fromkeys(("likelier", "gained", "lost"), 0))
    right, sums = collections.Counter(), {"greedy": 0.0, "beam": 0.0}
    for source, target in pairs:
        start = model.step, model.code(lexicon.read(source)), START, STOP
        one, score = greedy_decode(*start, most)
        best, better = beam_search(*start, width, most)[0]
        fine = [lexicon.write(symbols) == target for symbols in (one, best)]
        right += collections.Counter({"greedy": fine[0], "beam": fine[1]})
        sums = {"greedy": sums["greedy"] + score, "beam": sums["beam"] + better}
        count["likelier"] += better > score + 1e-9
        count["gained"] += fine[1] and not fine[0]
        count["lost"] += fine[0] and not fine[1]
    N = len(pairs)
    mean = {name: {"exact": right[name] / N, "log_p": sums[name] / N} for name in sums}
    return {**mean, **{name: int(n) for name, n in count.items()}}


def commonest(pairs):
    """Return, for each place, the symbol that stands there most often.

    It ends where most of the targets have ended.
    """
    length = int(np.median([len(target) for _, target in pairs]))
    return tuple(
        collections.Counter(t[k] for _, t in pairs if k < len(t)).most_common(1)[0][0]
        for k in range(length)
    )
