"""Chapter 7, language models: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise
from solutions.rnn.reference import softmax


@exercise("applications")
def build_vocabulary(sentences, size=None):
    """List the tokens of a text, the frequent ones first.

    A sentence may be a list of words or a string. The tokens of a string are its
    letters, so the same function makes vocabularies of words and of letters.

    Parameters
    ----------
    sentences : list of (list of str) or list of str
        The text to count in.
    size : int, optional
        Largest number of entries, the two special ones counted, at least 2. Default:
        as many as there are.

    Returns
    -------
    vocabulary : list of str
        ``"<EOS>"``, ``"<UNK>"``, then the tokens, the most frequent first; of equally
        frequent ones the first in the alphabet (in Python's order) comes first. Where
        the text itself holds "<EOS>" or "<UNK>" they are not listed again.

    References
    ----------
    .. [1] Mikolov et al. (2010), "Recurrent neural network based language model",
       Interspeech, section 3. Chapter: book/applications.

    Examples
    --------
    >>> build_vocabulary([["a", "rose", "is", "a", "rose"], ["so", "is", "a"]], size=5)
    ['<EOS>', '<UNK>', 'a', 'is', 'rose']
    >>> build_vocabulary(["otto"])
    ['<EOS>', '<UNK>', 'o', 't']
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    special, counts = ["<EOS>", "<UNK>"], {}
    for sentence in sentences:
        for token in sentence:
            counts[token] = counts.get(token, 0) + 1
    tokens = [token for token in counts if token not in special]
    tokens.sort(key=lambda token: (-counts[token], token))
    return (special + tokens)[:size]
    ### END SOLUTION


@exercise("applications")
def encode(sentence, vocabulary):
    """Turn a sentence into numbers, with the end written down.

    Parameters
    ----------
    sentence : list of str, or str
        Its tokens are its words or, of a string, its letters.
    vocabulary : list of str
        A token's number is its place here, counted from 0. Holds ``"<EOS>"`` and
        ``"<UNK>"``, anywhere.

    Returns
    -------
    numbers : ndarray of int, of shape (L + 1,)
        One for each of the L tokens, that of ``"<UNK>"`` where a token is not in the
        vocabulary; behind them that of ``"<EOS>"``.

    References
    ----------
    .. [1] Mikolov et al. (2010), "Recurrent neural network based language model",
       Interspeech, section 3. Chapter: book/applications.

    Examples
    --------
    >>> encode(["a", "red", "rose"], ["<EOS>", "<UNK>", "a", "rose"])
    array([2, 1, 3, 0])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    place = {token: k for k, token in enumerate(vocabulary)}
    unknown = place["<UNK>"]
    numbers = [place.get(token, unknown) for token in sentence]
    return np.array([*numbers, place["<EOS>"]])
    ### END SOLUTION


@exercise("applications")
def decode(numbers, vocabulary):
    """Turn numbers back into tokens, up to the end of the sentence.

    Parameters
    ----------
    numbers : ndarray of int, of shape (L,)
        Places in the vocabulary. Not modified.
    vocabulary : list of str
        Holds ``"<EOS>"`` and ``"<UNK>"``, anywhere.

    Returns
    -------
    tokens : list of str
        The tokens before the first ``"<EOS>"``, all of them where there is none.
        ``"<UNK>"`` stays as it is: which token stood there is not known any more.

    References
    ----------
    .. [1] Mikolov et al. (2010), "Recurrent neural network based language model",
       Interspeech, section 3. Chapter: book/applications.

    Examples
    --------
    >>> decode(np.array([2, 1, 3, 0, 2]), ["<EOS>", "<UNK>", "a", "rose"])
    ['a', '<UNK>', 'rose']
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    tokens = [vocabulary[k] for k in numbers]
    end = tokens.index("<EOS>") if "<EOS>" in tokens else len(tokens)
    return tokens[:end]
    ### END SOLUTION


@exercise("applications")
def sequence_log_probability(logits, targets, mask=None):
    """Compute how likely a model finds whole sequences: the logarithm, in natural logs.

    Step t of sequence n has the log-probability ``log softmax(logits[t, n])`` at
    ``targets[t, n]``; a sequence has the sum over its steps. Finite for finite scores,
    however far they lie apart.

    Parameters
    ----------
    logits : ndarray of shape (T, N, V)
        Scores before the softmax. Not modified.
    targets : ndarray of int, of shape (T, N)
        What came at each step, in 0 .. V - 1.
    mask : ndarray of shape (T, N), optional
        1 or True where a step counts, else 0: the padding of short sequences.
        Default: all count.

    Returns
    -------
    log_p : ndarray of shape (N,)
        Log-probability of each sequence, 0 or less.

    References
    ----------
    .. [1] Goodfellow et al. (2016), "Deep Learning", sections 4.1 and 10.2.3.
       Chapter: book/applications.

    Examples
    --------
    >>> logits = np.zeros((3, 1, 4))  # each of four tokens is equally likely
    >>> log_p = sequence_log_probability(logits, np.array([[0], [3], [1]]))
    >>> np.exp(log_p)  # 1 in 64
    array([0.015625])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    shifted = logits - logits.max(axis=-1, keepdims=True)  # largest becomes 0
    right = np.take_along_axis(shifted, targets[..., None], axis=-1)[..., 0]  # (T, N)
    log_p = right - np.log(np.exp(shifted).sum(axis=-1))
    kept = np.ones(targets.shape) if mask is None else np.asarray(mask)
    return np.sum(kept * log_p, axis=0)
    ### END SOLUTION


@exercise("applications")
def perplexity(log_p, lengths):
    """Compute the perplexity of a text per token, from its sentences.

    The inverse of the geometric mean of the probabilities of all tokens of the text:
    among how many equally likely tokens the model seems to choose.

    Parameters
    ----------
    log_p : ndarray of shape (N,)
        Natural logarithm of each sentence's probability; that of its end included.
        Not modified.
    lengths : ndarray of int, of shape (N,)
        Tokens of each sentence, the end included, padding not.

    Returns
    -------
    value : float
        1 or more; infinite if a sentence has probability 0.

    References
    ----------
    .. [1] Jelinek et al. (1977), "Perplexity: a measure of the difficulty of speech
       recognition tasks", J. Acoust. Soc. Am. 62(S1). Chapter: book/applications.

    Examples
    --------
    >>> log_p = np.log([1 / 4**3, 1 / 4**5])  # a choice among four at every token
    >>> round(float(perplexity(log_p, np.array([3, 5]))), 6)
    4.0
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    return np.exp(-np.sum(log_p) / np.sum(lengths))
    ### END SOLUTION


@exercise("applications")
def rescore(candidates, acoustic, language, weight, bonus=0.0):
    """Choose among the candidates of a recogniser, with a language model's help.

    A candidate scores ``acoustic + weight * language + bonus * words``.

    Parameters
    ----------
    candidates : list of (list of str)
        What may have been said: K sentences of words.
    acoustic : ndarray of shape (K,)
        Log-probability of the sound, given each sentence. Not modified.
    language : ndarray of shape (K,)
        Log-probability of each sentence in the language model. Not modified.
    weight : float
        What a unit of `language` counts against one of `acoustic`.
    bonus : float
        Added for every word: a language model alone prefers short sentences.

    Returns
    -------
    best : list of str
        The candidate with the highest score; of several the one that stands first.
    scores : ndarray of shape (K,)
        The score of every candidate.

    References
    ----------
    .. [1] Mikolov et al. (2010), "Recurrent neural network based language model",
       Interspeech, section 4. Chapter: book/applications.

    Examples
    --------
    >>> said = [["wait", "for", "tied"], ["wait", "for", "tide"]]
    >>> acoustic, language = np.array([-4.0, -4.5]), np.array([-9.0, -6.0])
    >>> best, scores = rescore(said, acoustic, language, 0.5)
    >>> best, scores
    (['wait', 'for', 'tide'], array([-8.5, -7.5]))
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    words = np.array([len(candidate) for candidate in candidates])
    scores = acoustic + weight * language + bonus * words
    best = candidates[np.argmax(scores)]
    return best, scores
    ### END SOLUTION


@exercise("applications", uses=("softmax",))
def sample_sequence(step, state, first, length, temperature, rng):
    """Let a model write: draw each token, and feed it back as the next input.

    At each step the scores are divided by the temperature before the softmax. Below 1
    the likely tokens become likelier, above 1 all become more alike.

    Parameters
    ----------
    step : callable
        ``logits, state = step(tokens, state)``: reads one token of each of N sequences,
        an int array (N,), and returns the scores (N, V) of what may follow.
    state : object
        The state before the first step. Give `step` what the last call returned.
    first : ndarray of int, of shape (N,)
        The tokens read at the first step; not part of the result. Not modified.
    length : int
        How many tokens to draw for each sequence.
    temperature : float
        Above 0.
    rng : numpy.random.Generator
        Where the chance comes from. Each draw is independent of all others.

    Returns
    -------
    tokens : ndarray of int, of shape (length, N)
        What was drawn, time-major.

    References
    ----------
    .. [1] Graves (2013), "Generating sequences with recurrent neural networks",
       arXiv:1308.0850, section 1. Chapter: book/applications.

    Examples
    --------
    >>> def step(tokens, state):  # always to the next of three letters
    ...     return 100.0 * np.eye(3)[(tokens + 1) % 3], state
    >>> rng = np.random.default_rng(0)
    >>> sample_sequence(step, None, np.array([0, 1]), 4, 1.0, rng)
    array([[1, 2],
           [2, 0],
           [0, 1],
           [1, 2]])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    tokens, drawn = first, []
    for _ in range(length):
        logits, state = step(tokens, state)
        p = softmax(logits / temperature)
        ends = np.cumsum(p, axis=-1)[:, :-1]  # the last token gets whatever is left
        uniform = rng.random((len(tokens), 1))
        tokens = np.sum(uniform >= ends, axis=-1)
        drawn.append(tokens)
    return np.array(drawn)
    ### END SOLUTION
