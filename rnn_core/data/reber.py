"""Batches of Reber strings: each symbol one-hot, the next one to be predicted."""

import functools
from itertools import chain, islice
from typing import NamedTuple

import numpy as np

from rnn_core.data.batch import check_count, check_rng
from rnn_core.data.grammar import EMBEDDED_REBER, SYMBOLS, draw_string, legal_successors

_NUMBERS = np.zeros(128, dtype=int)  # ASCII code -> place in SYMBOLS
_NUMBERS[[ord(symbol) for symbol in SYMBOLS]] = np.arange(len(SYMBOLS))


class ReberBatch(NamedTuple):
    """N strings, or N windows of endless streams, V = 7 symbols.

    ``x`` is (T, N, V) one-hot, ``targets`` (T, N) the number of the next symbol,
    ``mask`` (T, N) False on padding, ``legal`` (T, N, V) True for each symbol that may
    come next, ``strings`` the texts that the steps read.
    """

    x: np.ndarray
    targets: np.ndarray
    mask: np.ndarray
    legal: np.ndarray
    strings: tuple


def encode(string):
    """Turn symbols into the numbers of their places in `SYMBOLS`.

    Parameters
    ----------
    string : str
        Symbols of the Reber grammar.

    Returns
    -------
    ndarray of int, of shape (T,)
        Position of each symbol in `SYMBOLS`.

    Examples
    --------
    >>> encode("BTE")
    array([0, 1, 6])
    """
    unknown = sorted(set(string) - set(SYMBOLS))
    if unknown:
        raise ValueError(
            f"{string!r} has {unknown}, expected only symbols of {SYMBOLS}"
        )
    return _NUMBERS[np.frombuffer(string.encode(), dtype=np.uint8)]


def one_hot(string):
    """Turn a string into one-hot rows.

    Parameters
    ----------
    string : str
        Symbols of the Reber grammar.

    Returns
    -------
    ndarray of shape (T, 7)
        A 1 in the column of each symbol.

    Examples
    --------
    >>> one_hot("B")
    array([[1., 0., 0., 0., 0., 0., 0.]])
    """
    return np.eye(len(SYMBOLS))[encode(string)]


@functools.cache
def _legal_row(successors):
    return tuple(symbol in successors for symbol in SYMBOLS)


def _legal_rows(successors):
    """Return (T, 7), True for the symbols that each entry of `successors` names."""
    return np.array([_legal_row(entry) for entry in successors])


def reber_batch(rng, size, grammar=EMBEDDED_REBER):
    """Draw a batch of whole strings, the shorter ones padded at the end.

    The last symbol of a string is only a target, never an input, so that a string of
    L symbols takes L - 1 steps.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the strings come from.
    size : int
        Number N of strings.
    grammar : tuple of mappings
        `EMBEDDED_REBER` (default) or `REBER`.

    Returns
    -------
    ReberBatch
        With T steps, one less than the longest string has symbols.

    Examples
    --------
    >>> batch = reber_batch(np.random.default_rng(0), size=3)
    >>> batch.x.shape[1:], len(batch.strings)
    ((3, 7), 3)
    """
    size = check_count("size", size)
    strings = tuple(draw_string(rng, grammar) for _ in range(size))
    successors = [legal_successors(string, grammar)[:-1] for string in strings]
    steps = np.array([len(string) - 1 for string in strings])
    mask = np.arange(steps.max()) < steps[:, None]  # (N, T)
    return ReberBatch(
        x=_spread(one_hot("".join(string[:-1] for string in strings)), mask),
        targets=_spread(encode("".join(string[1:] for string in strings)), mask),
        mask=np.ascontiguousarray(mask.T),
        legal=_spread(_legal_rows(chain.from_iterable(successors)), mask),
        strings=strings,
    )


def _spread(rows, mask):
    """Put the rows of all strings, one string after the other, where `mask` is True."""
    padded = np.zeros((*mask.shape, *rows.shape[1:]), dtype=rows.dtype)  # (N, T, ...)
    padded[mask] = rows
    return np.ascontiguousarray(padded.swapaxes(0, 1))  # time-major


def reber_batches(rng, size, grammar=EMBEDDED_REBER):
    """Yield batches of `reber_batch` without end.

    Parameters
    ----------
    rng, size, grammar
        As in `reber_batch`.

    Yields
    ------
    ReberBatch
        A fresh batch each time.
    """
    while True:
        yield reber_batch(rng, size, grammar)


def _stream(rng, grammar):
    """Yield (symbol, legal successors), string after string; B follows the last E."""
    first = "".join(grammar[0])
    while True:
        string = draw_string(rng, grammar)
        for symbol, legal in zip(
            string, legal_successors(string, grammar), strict=True
        ):
            yield symbol, legal or first


def continual_batches(rng, size, steps, grammar=EMBEDDED_REBER):
    """Yield consecutive windows of endless streams of strings, without end.

    Nothing marks where a string begins: the network has to forget by itself [1]_.
    Carry its state from one window to the next.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the strings come from; each stream gets its own child of it.
    size : int
        Number N of streams side by side.
    steps : int
        Steps T of a window.
    grammar : tuple of mappings
        `EMBEDDED_REBER` (default) or `REBER`.

    Yields
    ------
    ReberBatch
        Its ``strings`` are the windows' texts; every step counts.

    References
    ----------
    .. [1] Gers, Schmidhuber, Cummins (2000), "Learning to forget: continual prediction
       with LSTM", doi:10.1162/089976600300015015. Chapter: book/lstm.
    """
    size, steps = check_count("size", size), check_count("steps", steps)
    streams = [_stream(child, grammar) for child in check_rng(rng).spawn(size)]
    return _windows(streams, [next(stream) for stream in streams], steps)


def _windows(streams, upcoming, steps):
    while True:
        columns = []
        for n, stream in enumerate(streams):
            taken = [upcoming[n], *islice(stream, steps)]  # one more: the last target
            upcoming[n] = taken[-1]
            columns.append(_window(taken))
        x, targets, legal = (
            np.stack(parts, axis=1) for parts in list(zip(*columns, strict=True))[:3]
        )
        strings = tuple(column[3] for column in columns)
        yield ReberBatch(x, targets, np.ones(targets.shape, dtype=bool), legal, strings)


def _window(taken):
    text = "".join(symbol for symbol, _ in taken)
    legal = _legal_rows([successors for _, successors in taken[:-1]])
    return one_hot(text[:-1]), encode(text[1:]), legal, text[:-1]


def reber_mistakes(scores, batch):
    """Mark the steps at which a prediction is wrong.

    A prediction is right when every legal symbol scores higher than every illegal one.
    That needs no threshold, and guessing does not meet it at the long-range symbol,
    where one symbol is legal and its rival just as frequent.

    Parameters
    ----------
    scores : ndarray of shape (T, N, 7)
        Logits or probabilities for the next symbol.
    batch : ReberBatch
        What the scores were computed for.

    Returns
    -------
    ndarray of bool, of shape (T, N)
        True where the step counts and the prediction is wrong.
    """
    if np.shape(scores) != batch.legal.shape:
        raise ValueError(
            f"scores has shape {np.shape(scores)}, expected (T, N, V) = "
            f"{batch.legal.shape}: pass the model's output for this batch"
        )
    lowest_legal = np.where(batch.legal, scores, np.inf).min(axis=-1)
    highest_illegal = np.where(batch.legal, -np.inf, scores).max(axis=-1)
    return batch.mask & ~(lowest_legal > highest_illegal)  # ~: NaN is a mistake too
