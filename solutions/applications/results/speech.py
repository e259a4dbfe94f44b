"""Speech without an alignment: CTC against trimming, on generated syllables.

Two networks of one size hear the same utterances. One is told what is said and trained
with CTC; the other is told, frame by frame, which syllable is spoken: more than any
recording comes with. What is counted is edits per syllable on new speakers.
"""

import numpy as np

from autograder.experiment import Experiment
from rnn_core.applications import ctc_collapse, ctc_prefix_search
from rnn_core.data.speech import (
    BANDS,
    BLANK,
    SYLLABLES,
    label_error_rate,
    speak,
    speech_batch,
    speech_batches,
)
from rnn_core.networks.speech import build_speech_model
from rnn_core.training import train

HIDDEN, BATCH, RATE, STEPS = 32, 16, 0.007, 320
NOISE = 0.8
WIDTH = 4  # of the prefix search
TEST_SEED, TEST_SIZE = 1000, 200
EXAMPLE, EXAMPLE_SEED = (1, 2, 2), 3  # hao bang bang, without a pause


def example():
    """Let somebody say hao bang bang; return frames and the syllable of each."""
    return speak(EXAMPLE, np.random.default_rng(EXAMPLE_SEED), NOISE)


def trimmed(path):
    """Drop the blanks, then merge repeats: the wrong order, which is trimming."""
    return ctc_collapse(path[path != BLANK])


def without_blank(scores):
    """Take the best syllable of each frame, as if there were no blank, and merge."""
    return ctc_collapse(scores[:, 1:].argmax(axis=1) + 1)


def prefixes(scores):
    """Search the most probable labels."""
    return ctc_prefix_search(scores, WIDTH)[0]


READINGS = {  # how labels are read off the scores of an utterance
    "best": lambda scores: ctc_collapse(scores.argmax(axis=1)),
    "prefix": prefixes,
    "trimmed": lambda scores: trimmed(scores.argmax(axis=1)),
    "no_blank": without_blank,
}


def errors(model, test, readings=tuple(READINGS)):
    """Return edits per label: of all, and of utterances with and without a repeat."""
    again = np.array([(line[1:] == line[:-1]).any() for line in test.labels])
    scores, numbers = model.logits(test), {}
    for name in readings:
        found = [READINGS[name](a) for a in scores]
        numbers[name] = {
            "all": label_error_rate(found, test.labels),
            "again": _part(found, test.labels, again),
            "plain": _part(found, test.labels, ~again),
        }
    return numbers


def _part(found, labels, which):
    kept = np.flatnonzero(which)
    return label_error_rate([found[n] for n in kept], [labels[n] for n in kept])


def _trained(seed, loss, test, steps):
    rng = np.random.default_rng(seed)
    model = build_speech_model(BANDS, HIDDEN, len(SYLLABLES) + 1, rng, loss)
    return train(
        model,
        speech_batches(rng, BATCH, noise=NOISE),
        steps,
        RATE,
        evaluate=lambda m: {"best": errors(m, test, ("best",))["best"]["all"]},
        evaluate_every=steps // 8,
    )


def run_speech(seed, reduced=False):
    """Train with CTC and on frames; read both in several ways."""
    size, steps = (60, 104) if reduced else (TEST_SIZE, STEPS)
    rng = np.random.default_rng(TEST_SEED)
    test = speech_batch(rng, size, noise=NOISE)
    numbers = {}
    for loss in ("ctc",) if reduced else ("ctc", "frames"):
        history = _trained(seed, loss, test, steps)
        readings = tuple(READINGS) if loss == "ctc" else ("best", "trimmed")
        if reduced:  # the search takes its time
            readings = tuple(name for name in readings if name != "prefix")
        numbers[loss] = errors(history.model, test, readings)
        numbers[loss]["course"] = history.metrics["best"].tolist()
        numbers[loss]["posteriors"] = _posteriors(history.model)
        numbers["steps"] = history.evaluated_at.tolist()
    return numbers


def _posteriors(model):
    """Return the softmax at every frame of the example, rounded."""
    x, frames = example()
    batch = speech_batch(np.random.default_rng(0), 1)
    batch = batch._replace(x=x[:, None], lengths=np.array([len(x)]))
    (scores,) = model.logits(batch._replace(frames=frames[:, None]))
    log_p = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    return np.exp(log_p).astype(float).round(4).tolist()


def only_ctc_says_it_twice(runs):
    """Tell whether every other way is worse than CTC where a syllable is repeated."""
    return all(
        numbers["ctc"]["best"]["again"] < 0.75 * other["again"]
        for numbers in runs
        for other in (
            numbers["ctc"]["trimmed"],
            numbers["ctc"]["no_blank"],
            *(numbers[loss]["best"] for loss in ("frames",) if loss in numbers),
        )
    )


SPEECH = Experiment(
    unit="applications",
    name="speech",
    run=run_speech,
    seeds=tuple(range(4)),
    sentence=(
        "Where a syllable is said twice in a row, a network trained with CTC makes "
        "fewer errors than trimming, on the same network or on one that was trained "
        "on the true alignment."
    ),
    claim=only_ctc_says_it_twice,
)
