"""Chapter 7, encoder and decoder: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise
from rnn_core.records import Seq2SeqCache
from solutions.gru.reference.fast import gru_layer_backward, gru_layer_forward
from solutions.rnn.reference.layer import output_backward, output_forward


@exercise("applications")
def teacher_forcing_inputs(targets, start):
    """Return what a decoder reads while it learns to say the targets.

    At each step it reads the symbol that it should have said at the step before; at
    the first step the start symbol.

    Parameters
    ----------
    targets : ndarray of int, of shape (T, N)
        Symbols to be said, time-major, the stop symbol among them. Not modified.
    start : int
        Number of the start symbol.

    Returns
    -------
    inputs : ndarray of int, of shape (T, N)
        Symbols to be read.

    References
    ----------
    .. [1] Williams, Zipser (1989), "A learning algorithm for continually running
       fully recurrent neural networks". Chapter: book/applications.

    Examples
    --------
    >>> teacher_forcing_inputs(np.array([[5, 7], [6, 2], [2, 2]]), 1)
    array([[1, 1],
           [5, 7],
           [6, 2]])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    first = np.full_like(targets[:1], start)  # (1, N)
    return np.concatenate([first, targets[:-1]])  # the last target is never read
    ### END SOLUTION


@exercise(
    "applications",
    uses=("gru_forward", "gru_layer_forward", "output_forward"),
)
def seq2seq_forward(x, lengths, y, encoder, decoder, W_hy, b_y):
    """Read one sequence with a GRU, and write another with a second GRU.

    The encoder starts from zeros and reads x. Its state after the last step of each
    sequence, the *code*, is the state from which the decoder starts. Of the source the
    decoder sees nothing else.

    Parameters
    ----------
    x : ndarray of shape (S, N, D)
        Source vectors, time-major; behind the end of a sequence there is padding,
        which must not matter. Inputs are not modified.
    lengths : ndarray of int, of shape (N,)
        Steps of each source sequence, from 1 to S.
    y : ndarray of shape (T, N, E)
        What the decoder reads, a vector for each step.
    encoder, decoder : tuple of ndarray
        ``(W_x, W_h, b)`` of each GRU, both with H units: ``W_x`` is (D, 3H) or
        (E, 3H), ``W_h`` (H, 3H), ``b`` (3H,).
    W_hy : ndarray of shape (H, V)
        Output weights.
    b_y : ndarray of shape (V,)
        Output biases.

    Returns
    -------
    logits : ndarray of shape (T, N, V)
        Scores of the V symbols at each step of the decoder.
    cache : Seq2SeqCache
        ``lengths`` and the caches of encoder, decoder and output layer.

    References
    ----------
    .. [1] Sutskever, Vinyals, Le (2014), "Sequence to sequence learning with neural
       networks", arXiv 1409.3215. Chapter: book/applications.

    Examples
    --------
    >>> zeros = np.zeros
    >>> encoder = zeros((3, 12)), zeros((4, 12)), np.repeat([0.0, 0.0, 9.0], 4)
    >>> decoder = zeros((2, 12)), zeros((4, 12)), zeros(12)
    >>> logits, cache = seq2seq_forward(
    ...     zeros((5, 2, 3)), np.array([1, 2]), zeros((3, 2, 2)), encoder, decoder,
    ...     np.ones((4, 1)), zeros(1))
    >>> logits[:, :, 0].round(4)  # codes of 1/2 and 3/4, halved at every step
    array([[1.   , 1.5  ],
           [0.5  , 0.75 ],
           [0.25 , 0.375]])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    N, H = len(lengths), len(W_hy)
    h, encoded = gru_layer_forward(x, np.zeros((N, H), x.dtype), *encoder)
    code = h[lengths - 1, np.arange(N)]  # (N, H): each sequence's own last state
    states, decoded = gru_layer_forward(y, code, *decoder)
    logits, output = output_forward(states, W_hy, b_y)
    return logits, Seq2SeqCache(lengths, encoded, decoded, output)
    ### END SOLUTION


@exercise(
    "applications",
    uses=("gru_backward", "gru_layer_backward", "output_backward"),
)
def seq2seq_backward(dlogits, cache):
    """Send gradients back through the decoder, the code and the encoder.

    Parameters
    ----------
    dlogits : ndarray of shape (T, N, V)
        Gradient for the scores. Not modified.
    cache : Seq2SeqCache
        From `seq2seq_forward`: ``lengths, encoder, decoder, output``.

    Returns
    -------
    dx : ndarray of shape (S, N, D)
        Gradient for the source vectors; 0 where there is padding.
    dy : ndarray of shape (T, N, E)
        Gradient for what the decoder read.
    dencoder, ddecoder : tuple of ndarray
        ``(dW_x, dW_h, db)`` of each GRU.
    dW_hy : ndarray of shape (H, V)
        Gradient of the output weights.
    db_y : ndarray of shape (V,)
        Gradient of the output biases.

    References
    ----------
    .. [1] Sutskever, Vinyals, Le (2014), "Sequence to sequence learning with neural
       networks", arXiv 1409.3215. Chapter: book/applications.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> gru = [(rng.normal(size=(D, 12)), rng.normal(size=(4, 12)), np.zeros(12))
    ...        for D in (3, 2)]
    >>> _, cache = seq2seq_forward(
    ...     np.ones((5, 1, 3)), np.array([2]), np.ones((3, 1, 2)), *gru,
    ...     np.ones((4, 6)), np.zeros(6))
    >>> dx = seq2seq_backward(np.ones((3, 1, 6)), cache)[0]
    >>> (dx[:, 0, 0] != 0).tolist()
    [True, True, False, False, False]
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    lengths, encoded, decoded, output = cache
    dstates, dW_hy, db_y = output_backward(dlogits, output)
    dy, dcode, *ddecoder = gru_layer_backward(dstates, decoded)
    dh = np.zeros_like(encoded.h)  # no loss at the encoder's steps, except
    dh[lengths - 1, np.arange(len(lengths))] = dcode  # where the code was taken
    dx, _, *dencoder = gru_layer_backward(dh, encoded)
    return dx, dy, tuple(dencoder), tuple(ddecoder), dW_hy, db_y
    ### END SOLUTION
