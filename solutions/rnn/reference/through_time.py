"""Chapter 2, backward through time: every exercise whole, with its solution."""

import numpy as np

from rnn_core.exercise import exercise
from rnn_core.records import RNNCache
from solutions.rnn.reference.layer import rnn_backward


@exercise("rnn")
def bptt_path_sum(dh, cache):
    """Write the gradient of the shared weights as a table of single paths.

    The loss at step t saw the weights at every step k up to t. Its path to step k is
    the gradient of ``h[t]``, carried back through the steps t, t - 1, …, k + 1, times
    the *immediate* derivative of step k: the one that takes ``h[k - 1]`` as given.

    Parameters
    ----------
    dh : ndarray of shape (T, N, H)
        Gradient for each ``h[t]``, not through later steps. Not modified.
    cache : RNNCache
        From `rnn_forward`: ``x, h_0, W_xh, W_hh, h``.

    Returns
    -------
    terms_xh : ndarray of shape (T, T, D, H)
        ``terms_xh[t, k]``: what the loss at step t adds to the gradient of W_xh
        through step k, summed over the batch; zero where k > t.
    terms_hh : ndarray of shape (T, T, H, H)
        The same for W_hh. Summed over both steps, each table gives what `rnn_backward`
        returns.

    References
    ----------
    .. [1] Pascanu, Mikolov, Bengio (2013), "On the difficulty of training recurrent
       neural networks", eq. 3–5, arXiv:1211.5063. Chapter: book/rnn.

    Examples
    --------
    >>> one = np.ones((2, 1, 1))
    >>> cache = RNNCache(one, one[0], one[0], 0.5 * one[0], 0 * one)
    >>> terms_xh, _ = bptt_path_sum(one, cache)
    >>> terms_xh[:, :, 0, 0]
    array([[1. , 0. ],
           [0.5, 1. ]])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    x, h_0, W_xh, W_hh, h = cache
    T = len(x)
    h_before = np.concatenate([h_0[None], h[:-1]])  # h_before[k] is h at k - 1
    terms_xh = np.zeros((T, T, *W_xh.shape), dtype=dh.dtype)
    terms_hh = np.zeros((T, T, *W_hh.shape), dtype=dh.dtype)
    for t in range(T):
        dh_k = dh[t]  # one loss alone
        for k in reversed(range(t + 1)):
            da_k = dh_k * (1 - h[k] ** 2)
            terms_xh[t, k] = x[k].T @ da_k
            terms_hh[t, k] = h_before[k].T @ da_k
            dh_k = da_k @ W_hh.T  # one step further back
    return terms_xh, terms_hh
    ### END SOLUTION


@exercise("rnn", uses=("rnn_backward",))
def truncated_bptt(dh, cache, K):
    """Send gradients back through a sequence in chunks that do not reach further.

    The sequence is cut into chunks of K steps, the last one perhaps shorter. Forward,
    the state went on from chunk to chunk. Backward, each chunk takes the state before
    it as given: a gradient stops there.

    Parameters
    ----------
    dh : ndarray of shape (T, N, H)
        Gradient for each ``h[t]``, not through later steps. Not modified.
    cache : RNNCache
        From `rnn_forward` over the whole sequence: ``x, h_0, W_xh, W_hh, h``.
    K : int
        Steps in a chunk, at least 1.

    Returns
    -------
    dx : ndarray of shape (T, N, D)
        Gradient for the inputs.
    dW_xh : ndarray of shape (D, H)
        Gradient for the input weights, summed over the chunks.
    dW_hh : ndarray of shape (H, H)
        Gradient for the recurrent weights.
    db_h : ndarray of shape (H,)
        Gradient for the bias.

    References
    ----------
    .. [1] Williams, Zipser (1989), "A learning algorithm for continually running fully
       recurrent neural networks", doi:10.1162/neco.1989.1.2.270. Chapter: book/rnn.

    Examples
    --------
    >>> one = np.ones((4, 1, 1))
    >>> cache = RNNCache(one, one[0], one[0], one[0], 0 * one)
    >>> dx, dW_xh, dW_hh, db_h = truncated_bptt(one, cache, 2)
    >>> dx[:, 0, 0]
    array([2., 1., 2., 1.])
    """
    ### BEGIN SOLUTION
    # unrolled-canary: keep out of anything published
    x, h_0, W_xh, W_hh, h = cache
    dx, grads = [], []
    for start in range(0, len(x), K):
        part = slice(start, start + K)
        before = h[start - 1] if start else h_0  # given: no gradient goes there
        chunk = RNNCache(x[part], before, W_xh, W_hh, h[part])
        dx_part, _, *sums = rnn_backward(dh[part], chunk)
        dx.append(dx_part)
        grads.append(sums)
    dW_xh, dW_hh, db_h = (sum(parts) for parts in zip(*grads, strict=True))
    return np.concatenate(dx), dW_xh, dW_hh, db_h
    ### END SOLUTION
