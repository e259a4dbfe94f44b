"""Recurrent language models: batches of sentences, their probabilities, and writing.

Each step reads one token and predicts the next. At the first step the model reads
"<EOS>": the end of one sentence is the border before the next.
"""

import numpy as np

from rnn_core.applications import encode, sequence_log_probability
from rnn_core.data.batch import Batch, check_count, check_rng
from rnn_core.models import build_model
from rnn_core.rnn import one_hot


def language_batch(sentences, vocabulary):
    """Put sentences side by side: what is read, and what comes next.

    Parameters
    ----------
    sentences : list of (list of str) or list of str
        N sentences.
    vocabulary : list of str
        As `build_vocabulary` made it.

    Returns
    -------
    Batch
        ``x`` is (T, N, V), one-hot, shifted by one: first "<EOS>", then the sentence.
        ``targets`` is (T, N): the sentence, then "<EOS>". ``mask`` is (T, N), False in
        the padding.
    """
    numbers = [np.asarray(encode(s, vocabulary)) for s in sentences]
    T, N, eos = max(map(len, numbers)), len(numbers), vocabulary.index("<EOS>")
    targets = np.full((T, N), eos)
    mask = np.zeros((T, N), bool)
    for n, sentence in enumerate(numbers):
        targets[: len(sentence), n] = sentence
        mask[: len(sentence), n] = True
    read = np.concatenate([np.full((1, N), eos), targets[:-1]])
    return Batch(one_hot(read, len(vocabulary)), targets, mask)


def language_batches(rng, sentences, vocabulary, size):
    """Yield batches without end, in each round all sentences in a new order.

    Sentences of about the same length come together, so that little is padding.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the order comes from.
    sentences : list of (list of str) or list of str
        What to train on.
    vocabulary : list of str
        As `build_vocabulary` made it.
    size : int
        Number of sentences in a batch; what does not fill the last one is left out of
        that round.

    Yields
    ------
    Batch
    """
    check_rng(rng)
    size = check_count("size", size)
    lengths = np.array([len(s) for s in sentences])
    while True:
        order = rng.permutation(len(sentences))
        order = order[np.argsort(lengths[order], kind="stable")]
        groups = order[: len(order) // size * size].reshape(-1, size)
        for group in rng.permutation(groups):
            yield language_batch([sentences[k] for k in group], vocabulary)


def language_model(cell, vocabulary, hidden, rng, extra=0):
    """Return an untrained language model in single precision.

    Parameters
    ----------
    cell : {"rnn", "lstm", "gru"}
        Kind of the layer.
    vocabulary : list of str
        As `build_vocabulary` made it.
    hidden : int
        Number of units.
    rng : numpy.random.Generator
        Where the weights come from.
    extra : int
        Inputs besides the token, such as facts to be told.

    Returns
    -------
    RecurrentModel
    """
    V = len(vocabulary)
    bias = 1.0 if cell == "lstm" else None
    options = {"forget_bias": bias, "dtype": np.float32}
    return build_model(cell, V + extra, hidden, V, rng, **options)


def sentence_log_probabilities(model, sentences, vocabulary, size=200):
    """Return the log-probability of each sentence, its end included.

    Parameters
    ----------
    model : RecurrentModel
        A language model.
    sentences : list of (list of str) or list of str
        N sentences.
    vocabulary : list of str
        That of the model.
    size : int
        How many sentences to read at once.

    Returns
    -------
    ndarray of shape (N,)
    """
    found = np.zeros(len(sentences))
    order = np.argsort([len(s) for s in sentences], kind="stable")
    for start in range(0, len(order), size):
        group = order[start : start + size]
        batch = language_batch([sentences[k] for k in group], vocabulary)
        outputs = model.run(batch.x).outputs.astype(float)
        found[group] = sequence_log_probability(outputs, batch.targets, batch.mask)
    return found


def reading_step(model, extra=None):
    """Return the model as a step for `sample_sequence`; its first state is None.

    Parameters
    ----------
    model : RecurrentModel
        A language model.
    extra : ndarray of shape (N, E), optional
        What each sequence is told at every step.

    Returns
    -------
    callable
        ``logits, state = step(tokens, state)``.
    """
    V = model.params["W_hy"].shape[1]

    def step(tokens, state):
        x = one_hot(np.asarray(tokens), V)
        if extra is not None:
            x = np.concatenate([x, extra], axis=-1)
        run = model.run(x[None], state)
        # in float64: rng.choice wants probabilities that add up to 1 within 1e-8
        return run.outputs[0].astype(float), run.state

    return step
