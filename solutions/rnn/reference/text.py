"""Chapter 2, from symbols to batches: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise
from rnn_core.records import EmbeddingCache


@exercise("rnn")
def one_hot(k, V):
    """Turn each number into a row with a single 1 at that place.

    Parameters
    ----------
    k : ndarray of int, of shape (...)
        Numbers of symbols, each in 0 .. V - 1. Not modified.
    V : int
        Size of the vocabulary.

    Returns
    -------
    x : ndarray of shape (..., V)
        Zeros, and a 1 at place ``k`` of the last axis.

    References
    ----------
    .. [1] Elman (1990), "Finding structure in time", Cognitive Science 14(2),
       doi:10.1207/s15516709cog1402_1. Chapter: book/rnn.

    Examples
    --------
    >>> one_hot(np.array([2, 0]), 3)
    array([[0., 0., 1.],
           [1., 0., 0.]])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    same = k[..., None] == np.arange(V)  # (..., V)
    return same.astype(float)
    ### END SOLUTION


@exercise("rnn")
def embedding_forward(k, W_e):
    """Look up a trained vector for each symbol.

    The same as ``one_hot(k, V) @ W_e``, without a product.

    Parameters
    ----------
    k : ndarray of int, of shape (...)
        Numbers of symbols, each in 0 .. V - 1.
    W_e : ndarray of shape (V, D)
        One row of D numbers for each of the V symbols. Inputs are not modified.

    Returns
    -------
    x : ndarray of shape (..., D)
        The rows that `k` asks for.
    cache : EmbeddingCache
        What `embedding_backward` needs: ``k, W_e``.

    References
    ----------
    .. [1] Bengio, Ducharme, Vincent, Jauvin (2003), "A neural probabilistic language
       model", JMLR 3. Chapter: book/rnn.

    Examples
    --------
    >>> x, cache = embedding_forward(np.array([1, 1]), np.array([[1.0, 2], [3, 4]]))
    >>> x
    array([[3., 4.],
           [3., 4.]])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    x = W_e[k]  # (..., D)
    return x, EmbeddingCache(k, W_e)
    ### END SOLUTION


@exercise("rnn")
def embedding_backward(dx, cache):
    """Send a gradient back to the embedding.

    A symbol that was read several times used its row several times, so the row's
    gradient is the sum over all of them. Rows that were not read get zero.

    Parameters
    ----------
    dx : ndarray of shape (..., D)
        Gradient of the loss for each vector that was looked up. Not modified.
    cache : EmbeddingCache
        From `embedding_forward`: ``k, W_e``.

    Returns
    -------
    dW_e : ndarray of shape (V, D)
        Gradient for the embedding.

    References
    ----------
    .. [1] Bengio, Ducharme, Vincent, Jauvin (2003), "A neural probabilistic language
       model", JMLR 3. Chapter: book/rnn.

    Examples
    --------
    >>> cache = EmbeddingCache(np.array([1, 1, 1]), np.zeros((2, 1)))
    >>> embedding_backward(np.ones((3, 1)), cache)
    array([[0.],
           [3.]])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    k, W_e = cache
    dW_e = np.zeros(W_e.shape, dtype=dx.dtype)
    np.add.at(dW_e, k, dx)  # dW_e[k] += dx would count a repeated symbol once
    return dW_e
    ### END SOLUTION


@exercise("rnn")
def make_batches(tokens, N, T):
    """Cut a long text into batches that continue each other, with shifted targets.

    The text is cut into N pieces of equal length, one a column: column n of a batch
    goes on, in the next batch, exactly where it stopped. So a hidden state may be
    carried over. The target of every symbol is the one that follows it in the text.

    Parameters
    ----------
    tokens : ndarray of int, of shape (L,)
        The text as numbers of symbols. Not modified.
    N : int
        Sequences in a batch.
    T : int
        Steps in a batch.

    Returns
    -------
    x : ndarray of int, of shape (B, T, N)
        Inputs of the B batches: as many as fit, so ``B * T`` symbols for each column,
        one piece after the other. What is left at the end of the text is dropped.
    targets : ndarray of int, of shape (B, T, N)
        For each input, the symbol that comes next in the text.

    References
    ----------
    .. [1] Mikolov et al. (2010), "Recurrent neural network based language model",
       Interspeech. Chapter: book/rnn.

    Examples
    --------
    >>> x, targets = make_batches(np.arange(9), N=2, T=2)
    >>> x.tolist()  # the pieces are 0 1 2 3 and 4 5 6 7
    [[[0, 4], [1, 5]], [[2, 6], [3, 7]]]
    >>> targets[0].tolist()
    [[1, 5], [2, 6]]
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    B = (len(tokens) - 1) // (N * T)  # the last symbol is only a target
    used = N * B * T

    def columns(text):
        return text.reshape(N, B, T).transpose(1, 2, 0)

    return columns(tokens[:used]), columns(tokens[1 : used + 1])
    ### END SOLUTION
