"""What the experiments on language models share: how one is trained, what it sees."""

from rnn_core.data.errands import ERRANDS
from rnn_core.data.phrases import rename_words
from rnn_core.networks.language import language_batches, language_model
from rnn_core.training import train

# unrolled-canary: keep out of anything published

SIZE, RATE = 32, 5e-3
HIDDEN = {"words": 64, "letters": 64}
ROUNDS = {"words": 16, "letters": 5}


def known(words, vocabulary):
    """Return a sentence as a model sees it: rare words are <UNK>."""
    return [word if word in vocabulary else "<UNK>" for word in words]


def as_seen(vocabulary):
    """Return the grammar of errands as a model sees it."""
    return rename_words(ERRANDS, lambda word: known([word], vocabulary)[0])


def fit(cell, sentences, vocabulary, level, rng):
    """Train a language model; in the last quarter the rate is a fifth."""
    model = language_model(cell, vocabulary, HIDDEN[level], rng)
    batches = language_batches(rng, sentences, vocabulary, SIZE)
    steps = ROUNDS[level] * (len(sentences) // SIZE)
    model = train(model, batches, steps - steps // 4, RATE, progress=False).model
    return train(model, batches, steps // 4, RATE / 5, progress=False).model
