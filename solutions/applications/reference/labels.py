"""Chapter 7, labels for sequences and words: every exercise whole, with its solution.

The last step of a padded sequence is its own; a span is right whole or not at all.
"""

import numpy as np

from rnn_core.exercise import exercise
from solutions.rnn.reference.layer import output_backward, output_forward
from solutions.rnn.reference.losses import cross_entropy


@exercise("applications", uses=("output_forward", "output_backward", "cross_entropy"))
def many_to_one_loss(h, lengths, W_hy, b_y, labels):
    """Read one label out of every sequence of a padded batch, with all gradients.

    The scores of sequence n are read from its state after its own last step,
    ``h[lengths[n] - 1, n] @ W_hy + b_y``; what stands behind is padding. The loss is
    the mean cross-entropy over the N sequences.

    Parameters
    ----------
    h : ndarray of shape (T, N, H)
        States of a recurrent layer at every step, time-major. Inputs are not modified.
    lengths : ndarray of int, of shape (N,)
        Steps of each sequence, from 1 to T.
    W_hy, b_y : ndarray of shape (H, V), (V,)
        Weights and bias of the readout.
    labels : ndarray of int, of shape (N,)
        The right class of each sequence, in 0 .. V - 1.

    Returns
    -------
    loss : float
        Mean cross-entropy in nats.
    dh : ndarray of shape (T, N, H)
        Gradient for the states; 0 at every step that was not read.
    dW_hy : ndarray of shape (H, V)
        Gradient for the weights of the readout.
    db_y : ndarray of shape (V,)
        Gradient for its bias.

    References
    ----------
    .. [1] Goodfellow et al. (2016), "Deep Learning", figure 10.5.
       Chapter: book/applications.

    Examples
    --------
    >>> h = np.zeros((3, 2, 4))
    >>> weights = np.zeros((4, 2)), np.zeros(2)
    >>> loss, dh, dW_hy, db_y = many_to_one_loss(
    ...     h, np.array([3, 1]), *weights, np.array([0, 0]))
    >>> round(float(loss), 4), dh.shape, db_y
    (0.6931, (3, 2, 4), array([-0.5,  0.5]))
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    ends = lengths - 1, np.arange(len(lengths))  # the last step of each sequence
    logits, cache = output_forward(h[ends], W_hy, b_y)  # (N, V)
    loss, dlogits = cross_entropy(logits, labels)
    dh_end, dW_hy, db_y = output_backward(dlogits, cache)
    dh = np.zeros_like(h)
    dh[ends] = dh_end  # no other state was read
    return loss, dh, dW_hy, db_y
    ### END SOLUTION


@exercise("applications")
def span_f1(targets, predictions):
    """Score predicted spans: precision, recall and F1 over all sentences, and by slot.

    Tags are ``"O"``, ``"B-slot"`` where a span begins, ``"I-slot"`` where it goes on.
    An I- that continues no span of its slot begins one, as in the CoNLL evaluation.
    A predicted span is right if slot, first and last word all are. Spans are counted
    over all sentences together; a share of nothing is 0.

    Parameters
    ----------
    targets, predictions : list of list of str
        The tags of each sentence, and those that were predicted; of equal lengths.
        Not modified.

    Returns
    -------
    precision : float
        Right spans as a share of the predicted ones.
    recall : float
        Right spans as a share of the true ones.
    f1 : float
        ``2 * right / (predicted + true)``, the harmonic mean of the two.
    by_slot : dict of str to float
        F1 of every slot that has a span, predicted or true.

    References
    ----------
    .. [1] Tjong Kim Sang, De Meulder (2003), "Introduction to the CoNLL-2003 shared
       task", ACL anthology W03-0419. Chapter: book/applications.

    Examples
    --------
    >>> precision, recall, f1, by_slot = span_f1(
    ...     [["B-to", "O", "B-day", "I-day"]], [["B-to", "O", "B-day", "O"]])
    >>> precision, recall, f1, by_slot
    (0.5, 0.5, 0.5, {'day': 0.0, 'to': 1.0})
    """

    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    def spans(tags):
        found, slot, start = set(), None, 0
        for t, tag in enumerate([*tags, "O"]):
            if slot is not None and tag != f"I-{slot}":
                found.add((slot, start, t))
                slot = None
            if slot is None and tag != "O":
                slot, start = tag[2:], t
        return found

    def share(part, whole):
        return part / whole if whole else 0.0

    true, said, right = [], [], []  # the slot of every span
    for tags, guesses in zip(targets, predictions, strict=True):
        there, found = spans(tags), spans(guesses)
        true += [slot for slot, _, _ in there]
        said += [slot for slot, _, _ in found]
        right += [slot for slot, _, _ in there & found]
    slots = sorted({*true, *said})
    by_slot = {s: 2 * right.count(s) / (true + said).count(s) for s in slots}
    hits, real, claimed = len(right), len(true), len(said)
    f1 = share(2 * hits, real + claimed)
    return share(hits, claimed), share(hits, real), f1, by_slot
    ### END SOLUTION
