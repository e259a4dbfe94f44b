"""Chapter 7, speech and CTC: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise


@exercise("applications")
def ctc_collapse(path, blank=0):
    """Read the labels off a path: merge repeats, then drop blanks.

    A path has one symbol for each frame. Neighbours that are equal become one symbol;
    after that, and only then, the blanks are taken out.

    Parameters
    ----------
    path : ndarray of int, of shape (T,)
        A symbol for each frame. Not modified.
    blank : int
        The symbol that says nothing.

    Returns
    -------
    labels : ndarray of int, of shape (L,)
        What the path says; empty if it holds nothing but blanks.

    References
    ----------
    .. [1] Graves et al. (2006), "Connectionist temporal classification", section 3.1.
       Chapter: book/applications.

    Examples
    --------
    >>> ctc_collapse(np.array([0, 3, 3, 0, 3, 5, 5]))
    array([3, 3, 5])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    first = np.ones(len(path), bool)  # of its run: differs from the frame before
    first[1:] = path[1:] != path[:-1]
    return path[first & (path != blank)]
    ### END SOLUTION


@exercise("applications")
def ctc_log_likelihood(logits, labels, blank=0):
    """Add up the probabilities of all paths that say the labels; return the log.

    The symbols of different frames are independent, given the scores: the probability
    of a path is the product of one softmax entry for each frame. The sum runs over
    every path that `ctc_collapse` turns into `labels`. It is computed in logs, so that
    long sequences do not underflow.

    Parameters
    ----------
    logits : ndarray of shape (T, V)
        Scores of every symbol at every frame, before the softmax; T is at least 1.
        Log-probabilities are scores too. Not modified.
    labels : ndarray of int, of shape (L,)
        What is said, without blanks; L may be 0. Not modified.
    blank : int
        The symbol that says nothing.

    Returns
    -------
    log_likelihood : float
        Log of the sum, in nats; -inf where no path of T frames says the labels.

    References
    ----------
    .. [1] Graves et al. (2006), "Connectionist temporal classification", section 4.1.
       Chapter: book/applications.

    Examples
    --------
    >>> halves = np.zeros((2, 2))  # two frames, two symbols: each path has 1/4
    >>> round(float(np.exp(ctc_log_likelihood(halves, np.array([1])))), 6)
    0.75
    >>> float(ctc_log_likelihood(halves, np.array([1, 1])))
    -inf
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    log_p = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
    states = np.full(2 * len(labels) + 1, blank)  # a blank around every label
    states[1::2] = labels
    # a path may skip the blank between two unlike labels, and nothing else
    skip = np.full(len(states), -np.inf)  # log of 0, or of 1
    skip[3::2] = np.where(labels[1:] != labels[:-1], 0.0, -np.inf)
    alpha = np.full(len(states) + 2, -np.inf)  # with two states before the first
    alpha[2:4] = log_p[0, states[:2]]
    for t in range(1, len(log_p)):
        arrived = np.logaddexp(alpha[2:], alpha[1:-1])
        alpha[2:] = np.logaddexp(arrived, alpha[:-2] + skip) + log_p[t, states]
    return np.logaddexp.reduce(alpha[2:][-2:])  # the last label, or the blank behind
    ### END SOLUTION


@exercise("applications")
def ctc_gradient(logits, labels, blank=0):
    """Compute the CTC loss and its gradient, by a way forward and a way back.

    The loss is ``-ctc_log_likelihood(logits, labels, blank)``. Its gradient at frame t
    and symbol k is the softmax entry less the share of the paths that have k at t, each
    path weighted by its probability.

    Parameters
    ----------
    logits : ndarray of shape (T, V)
        Scores of every symbol at every frame, before the softmax; T is at least 1. Not
        modified.
    labels : ndarray of int, of shape (L,)
        What is said, without blanks; L may be 0. Not modified.
    blank : int
        The symbol that says nothing.

    Returns
    -------
    loss : float
        In nats; inf where no path of T frames says the labels.
    dlogits : ndarray of shape (T, V)
        Gradient of `loss`; each row sums to 0. Where the loss is infinite, zeros: no
        small change of the scores would help.

    References
    ----------
    .. [1] Graves et al. (2006), "Connectionist temporal classification", section 4.2.
       Chapter: book/applications.

    Examples
    --------
    >>> loss, dlogits = ctc_gradient(np.zeros((1, 2)), np.array([1]))
    >>> round(float(loss), 4)
    0.6931
    >>> dlogits
    array([[ 0.5, -0.5]])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    log_p = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
    states = np.full(2 * len(labels) + 1, blank)
    states[1::2] = labels
    S, emitted = len(states), log_p[:, states]  # (T, S)
    skip = np.full(S + 2, -np.inf)
    skip[3:S:2] = np.where(labels[1:] != labels[:-1], 0.0, -np.inf)
    # two states that nothing reaches stand before the first, or behind the last
    alpha, beta = np.full((2, len(log_p), S + 2), -np.inf)
    alpha[0, 2:4] = emitted[0, :2]
    for t in range(1, len(log_p)):  # alpha: all beginnings, frame t included
        before = alpha[t - 1]
        arrived = np.logaddexp(before[2:], before[1:-1])
        jumped = before[:-2] + skip[:S]
        alpha[t, 2:] = np.logaddexp(arrived, jumped) + emitted[t]
    beta[-1, max(S - 2, 0) : S] = 0
    for t in reversed(range(len(log_p) - 1)):  # beta: all endings, frame t left out
        after = beta[t + 1].copy()
        after[:S] += emitted[t + 1]
        left = np.logaddexp(after[:-2], after[1:-1])
        beta[t, :S] = np.logaddexp(left, after[2:] + skip[2:])
    alpha, beta = alpha[:, 2:], beta[:, :S]
    total = np.logaddexp.reduce(alpha[-1][-2:])
    if total == -np.inf:
        return np.inf, np.zeros_like(log_p)
    share = np.zeros_like(log_p)
    for s, k in enumerate(states):  # a symbol may stand in several states
        share[:, k] += np.exp(alpha[:, s] + beta[:, s] - total)
    return -total, np.exp(log_p) - share
    ### END SOLUTION


@exercise("applications")
def ctc_prefix_search(logits, width, blank=0):
    """Search the most probable labels by prefixes, frame by frame.

    A prefix is what the frames up to now have said. Two log-probabilities belong to
    each: of its paths that end in a blank, and of those that end in its last label. A
    frame may repeat that symbol, be blank, or begin a further label; a label equal to
    the last one begins only behind a blank. Paths that say the same are added up.
    After each frame the `width` most probable prefixes are kept.

    Parameters
    ----------
    logits : ndarray of shape (T, V)
        Scores of every symbol at every frame, before the softmax. Not modified.
    width : int
        How many prefixes are kept; at least 1.
    blank : int
        The symbol that says nothing.

    Returns
    -------
    labels : ndarray of int, of shape (L,)
        The most probable of the prefixes kept at the end; of equal ones any.
    log_p : float
        Log of the probability found for it, in nats. With a width so large that
        nothing is dropped, this is ``ctc_log_likelihood(logits, labels, blank)``.

    References
    ----------
    .. [1] Graves et al. (2006), "Connectionist temporal classification", section 3.2.
       Chapter: book/applications.

    Examples
    --------
    >>> p = np.array([[0.6, 0.4], [0.6, 0.4]])  # the best path is all blank, 0.36
    >>> labels, log_p = ctc_prefix_search(np.log(p), width=4)
    >>> labels, round(float(np.exp(log_p)), 6)
    (array([1]), 0.64)
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    log_p = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
    beam = {(): (0.0, -np.inf)}  # prefix -> paths that end in a blank, in a label
    for frame in log_p:
        found = {}

        def add(prefix, ends_in_blank, ends_in_label, found=found):
            known = found.get(prefix, (-np.inf, -np.inf))
            new = ends_in_blank, ends_in_label
            found[prefix] = tuple(map(np.logaddexp, known, new))

        for prefix, (b, n) in beam.items():
            either, last = np.logaddexp(b, n), prefix[-1:]
            add(prefix, either + frame[blank], -np.inf)
            for k, score in enumerate(frame):
                if k == blank:
                    continue
                if (k,) == last:
                    add(prefix, -np.inf, n + score)
                    add((*prefix, k), -np.inf, b + score)
                else:
                    add((*prefix, k), -np.inf, either + score)
        ranked = sorted(found, key=lambda prefix: -np.logaddexp(*found[prefix]))
        beam = {prefix: found[prefix] for prefix in ranked[:width]}
    best = next(iter(beam))
    return np.array(best, dtype=int), np.logaddexp(*beam[best])
    ### END SOLUTION
