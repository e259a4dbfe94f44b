"""Chapter 7, sequences as vectors: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise
from solutions.gru.reference.layer import gru_backward, gru_forward
from solutions.rnn.reference.layer import output_backward, output_forward
from solutions.rnn.reference.losses import squared_error


@exercise(
    "applications",
    uses=(
        "gru_forward",
        "gru_backward",
        "output_forward",
        "output_backward",
        "squared_error",
    ),
)
def autoencoder_loss(x, lengths, encoder, decoder, readout):
    """Squeeze each sequence into one vector, rebuild it from that vector alone.

    A GRU, the encoder, reads a padded batch from the state 0. The code of a sequence is
    the encoder's state at the sequence's own last step. A second GRU, the decoder,
    starts from the state 0 too and gets the code as its input at every step, and
    nothing else; its states are read out to what each step of `x` should have been.
    The loss is the mean squared error over the steps that are no padding.

    Parameters
    ----------
    x : ndarray of shape (T, N, D)
        Padded sequences, time-major: inputs and targets at once. Not modified.
    lengths : ndarray of shape (N,)
        Steps of each sequence, whole numbers from 1 to T.
    encoder : tuple of ndarray
        ``(W_x, W_h, b)`` of a GRU with H units: (D, 3H), (H, 3H) and (3H,).
    decoder : tuple of ndarray
        ``(W_x, W_h, b)`` of a GRU with K units: (H, 3K), (K, 3K) and (3K,).
    readout : tuple of ndarray
        ``(W_hy, b_y)``: (K, D) and (D,).

    Returns
    -------
    loss : float
        Mean squared error, as `squared_error` has it.
    code : ndarray of shape (N, H)
        The vector of each sequence.
    dencoder, ddecoder, dreadout : tuple of ndarray
        Gradients of `loss`, in the order of the parameters.

    References
    ----------
    .. [1] Chung et al. (2016), "Audio Word2Vec", arXiv:1603.00982.
    .. [2] Li, Luong, Jurafsky (2015), "A hierarchical neural autoencoder for
       paragraphs and documents", arXiv:1506.01057. Chapter: book/applications.

    Examples
    --------
    >>> zeros = np.zeros
    >>> encoder = zeros((3, 12)), zeros((4, 12)), zeros(12)
    >>> decoder = zeros((4, 6)), zeros((2, 6)), zeros(6)
    >>> loss, code, *gradients = autoencoder_loss(
    ...     np.ones((5, 2, 3)), np.array([5, 2]), encoder, decoder,
    ...     (zeros((2, 3)), zeros(3)))
    >>> float(loss), code.shape  # it says 0 where a 1 was
    (1.0, (2, 4))
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    T, N = x.shape[:2]
    h_0, s_0 = (np.zeros((N, len(part[1])), x.dtype) for part in (encoder, decoder))
    last = lengths - 1, np.arange(N)  # each sequence's own last step
    h, read = gru_forward(x, h_0, *encoder)
    code = h[last]
    s, written = gru_forward(np.stack([code] * T), s_0, *decoder)
    y, out = output_forward(s, *readout)
    loss, dy = squared_error(y, x, np.arange(T)[:, None] < lengths)
    ds, *dreadout = output_backward(dy, out)
    dinputs, _, *ddecoder = gru_backward(ds, written)
    dh = np.zeros_like(h)
    dh[last] = dinputs.sum(axis=0)  # the code was the input of every step
    _, _, *dencoder = gru_backward(dh, read)
    return loss, code, tuple(dencoder), tuple(ddecoder), tuple(dreadout)
    ### END SOLUTION


@exercise("applications")
def nearest_segments(query, codes, k):
    """Find the codes that point most nearly in the direction of a query.

    Ranks by cosine similarity, ``q @ c / (|q| |c|)``, so that the length of a vector
    does not count. A vector of zeros has no direction: its similarity with any other
    is 0.

    Parameters
    ----------
    query : ndarray of shape (Q, H)
        Vectors to search for. Not modified.
    codes : ndarray of shape (M, H)
        Vectors to search among. Not modified.
    k : int
        How many to find, at least 1; all M where there are no more.

    Returns
    -------
    order : ndarray of int, of shape (Q, min(k, M))
        Rows of `codes`, the most similar first; of equals, the one that comes first
        in `codes`.
    similarity : ndarray of shape (Q, min(k, M))
        Their similarities, between -1 and 1.

    References
    ----------
    .. [1] Chung et al. (2016), "Audio Word2Vec", arXiv:1603.00982.
       Chapter: book/applications.

    Examples
    --------
    >>> codes = np.array([[0.0, 3.0], [1.0, 1.0], [9.0, 0.0]])
    >>> order, similarity = nearest_segments(np.array([[2.0, 0.0]]), codes, 2)
    >>> order, similarity.round(2)
    (array([[2, 1]]), array([[1.  , 0.71]]))
    """

    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    def lengths(vectors):
        size = np.sqrt((vectors**2).sum(axis=1))
        return np.where(size == 0, 1.0, size)  # a vector of zeros stays one

    similarity = query @ codes.T / (lengths(query)[:, None] * lengths(codes))  # (Q, M)
    order = np.argsort(-similarity, axis=1, kind="stable")  # keeps equals in order
    order = order[:, :k]
    return order, np.take_along_axis(similarity, order, axis=1)
    ### END SOLUTION
