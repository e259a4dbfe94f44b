"""Chapter 7, greedy decoding and beam search: every exercise, with its solution."""

import numpy as np

from rnn_core.exercise import exercise


@exercise("applications")
def greedy_decode(step, state, start, stop, most):
    """Say the likeliest symbol at each step, until it is the stop symbol.

    Parameters
    ----------
    step : callable
        ``step(state, symbol)`` reads one symbol and returns the next state and the
        log-probabilities of the V symbols that may follow, an array of shape (V,).
    state : ndarray of shape (H,)
        State to begin with: for a translator, the code. Not modified.
    start, stop : int
        The symbol that is read first, and the one that ends a sentence.
    most : int
        Symbols to say at most, the stop symbol included.

    Returns
    -------
    symbols : list of int
        What was said, without start and stop symbol.
    score : float
        Sum of the log-probabilities of all that was said, the stop symbol included if
        it came.

    References
    ----------
    .. [1] Sutskever, Vinyals, Le (2014), "Sequence to sequence learning with neural
       networks", arXiv 1409.3215. Chapter: book/applications.

    Examples
    --------
    >>> P = np.array([[1, 0, 0], [0.3, 0.1, 0.6], [0.7, 0.2, 0.1]])  # row: read last
    >>> def step(state, symbol):
    ...     return state, np.log(np.maximum(P[symbol], 1e-9))
    >>> symbols, score = greedy_decode(step, np.zeros(1), start=1, stop=0, most=5)
    >>> symbols, round(float(np.exp(score)), 6)
    ([2], 0.42)
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    symbols, score, last = [], 0.0, start
    for _ in range(most):
        state, log_p = step(state, last)
        last = int(np.argmax(log_p))
        score += float(log_p[last])
        if last == stop:
            break
        symbols.append(last)
    return symbols, score
    ### END SOLUTION


@exercise("applications")
def beam_search(step, state, start, stop, width, most):
    """Look for likely sentences, keeping several hypotheses at a time.

    A hypothesis is what has been said so far, with its score, the sum of the
    log-probabilities. At first there is one, which has said nothing. In each round
    every hypothesis that goes on is extended by every symbol; of *all* these
    candidates the best are kept, as many as there are free places: `width`, less the
    hypotheses that have finished. A kept candidate that ends in the stop symbol has
    finished: it keeps its place and its score, and is not extended again.

    Parameters
    ----------
    step : callable
        ``step(state, symbol)`` reads one symbol and returns the next state and the
        log-probabilities of the V symbols that may follow, an array of shape (V,).
    state : ndarray of shape (H,)
        State to begin with. Not modified.
    start, stop : int
        The symbol that is read first, and the one that ends a sentence.
    width : int
        Number of places.
    most : int
        Rounds at most, so that nothing longer is said, the stop symbol included.

    Returns
    -------
    hypotheses : list of (list of int, float)
        What was said, without start and stop symbol, and the score; the best first.
        Those that have finished, and only if none has, those that go on. Among equal
        scores any order, and any choice, is right.

    References
    ----------
    .. [1] Sutskever, Vinyals, Le (2014), "Sequence to sequence learning with neural
       networks", arXiv 1409.3215, section 3.2. Chapter: book/applications.

    Examples
    --------
    >>> P = np.array(  # row: what was read last
    ...     [[1, 0, 0, 0], [0, 0, 0.6, 0.4], [0.5, 0, 0.1, 0.4], [0.9, 0, 0.1, 0]])
    >>> def step(state, symbol):
    ...     return state, np.log(np.maximum(P[symbol], 1e-9))
    >>> for width in (1, 2):
    ...     symbols, score = beam_search(step, np.zeros(1), 1, 0, width, 5)[0]
    ...     print(symbols, round(float(np.exp(score)), 6))
    [2] 0.3
    [3] 0.36
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    finished, live = [], [([], 0.0, state)]
    for _ in range(most):
        candidates = []
        for said, score, before in live:
            after, log_p = step(before, said[-1] if said else start)
            for k, log_p_k in enumerate(log_p):
                candidates.append(([*said, k], score + float(log_p_k), after))
        candidates.sort(key=lambda candidate: candidate[1], reverse=True)
        live = []
        for said, score, after in candidates[: width - len(finished)]:
            if said[-1] == stop:
                finished.append((said[:-1], score))
            else:
                live.append((said, score, after))
        if not live:
            break
    found = finished or [(said, score) for said, score, _ in live]
    return sorted(found, key=lambda hypothesis: hypothesis[1], reverse=True)
    ### END SOLUTION
