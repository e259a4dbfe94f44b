"""Plain data that exercises hand to each other: NamedTuples, fields in fixed order.

A node is one line of a computational graph. A cache is what a forward pass keeps for
its backward pass: of one step it holds that step's arrays, of a whole sequence the
same arrays stacked along time.
"""

from typing import NamedTuple

import numpy as np


class Node(NamedTuple):
    """One node of a computational graph, whose whole is a list of nodes.

    ``name`` is its own, ``operation`` a name that `rnn_core.functions.apply` knows, or
    ``"input"``; ``operands`` are the names of the nodes it is computed from, in order.
    """

    name: str
    operation: str
    operands: tuple = ()


class LSTMCellCache(NamedTuple):
    """One LSTM step, as `lstm_cell_backward` needs it.

    N sequences, D inputs, H units: ``x_t`` is (N, D), ``W_x`` (D, 4H), ``W_h``
    (H, 4H), everything else (N, H).
    """

    x_t: np.ndarray
    h_prev: np.ndarray
    c_prev: np.ndarray
    W_x: np.ndarray
    W_h: np.ndarray
    i_t: np.ndarray
    f_t: np.ndarray
    g_t: np.ndarray
    o_t: np.ndarray
    tanh_c: np.ndarray


class LSTMCache(NamedTuple):
    """A whole LSTM sequence, as `lstm_backward` needs it.

    T steps: ``x`` is (T, N, D); ``h_0`` and ``c_0`` (N, H); ``W_x`` (D, 4H), ``W_h``
    (H, 4H); all others (T, N, H), where ``c`` is the memory after each step.
    """

    x: np.ndarray
    h_0: np.ndarray
    c_0: np.ndarray
    W_x: np.ndarray
    W_h: np.ndarray
    i: np.ndarray
    f: np.ndarray
    g: np.ndarray
    o: np.ndarray
    tanh_c: np.ndarray
    h: np.ndarray
    c: np.ndarray


class GRUCellCache(NamedTuple):
    """One GRU step, as `gru_cell_backward` needs it.

    N sequences, D inputs, H units: ``x_t`` is (N, D), ``W_x`` (D, 3H), ``W_h``
    (H, 3H), everything else (N, H).
    """

    x_t: np.ndarray
    h_prev: np.ndarray
    W_x: np.ndarray
    W_h: np.ndarray
    r_t: np.ndarray
    z_t: np.ndarray
    n_t: np.ndarray


class GRUCache(NamedTuple):
    """A whole GRU sequence, as `gru_backward` needs it.

    T steps: ``x`` is (T, N, D), ``h_0`` (N, H), ``W_x`` (D, 3H), ``W_h`` (H, 3H); all
    others (T, N, H), where ``h`` is the state after each step.
    """

    x: np.ndarray
    h_0: np.ndarray
    W_x: np.ndarray
    W_h: np.ndarray
    r: np.ndarray
    z: np.ndarray
    n: np.ndarray
    h: np.ndarray


class RNNCellCache(NamedTuple):
    """One tanh RNN step, as `rnn_cell_backward` needs it.

    N sequences, D inputs, H units: ``x_t`` is (N, D), ``W_xh`` (D, H), ``W_hh``
    (H, H), ``h_prev`` and ``h_t`` (N, H).
    """

    x_t: np.ndarray
    h_prev: np.ndarray
    W_xh: np.ndarray
    W_hh: np.ndarray
    h_t: np.ndarray


class RNNCache(NamedTuple):
    """A whole tanh RNN sequence, as `rnn_backward` needs it.

    T steps: ``x`` is (T, N, D), ``h_0`` (N, H), ``W_xh`` (D, H), ``W_hh`` (H, H) and
    ``h``, the state after each step, (T, N, H).
    """

    x: np.ndarray
    h_0: np.ndarray
    W_xh: np.ndarray
    W_hh: np.ndarray
    h: np.ndarray


class JordanCache(NamedTuple):
    """A whole Jordan network, as `jordan_backward` needs it.

    T steps, N sequences, D inputs, H units, V outputs: ``x`` is (T, N, D), ``y_0``
    (N, V), ``W_xh`` (D, H), ``W_yh`` (V, H), ``W_hy`` (H, V); ``h`` (T, N, H) and ``y``
    (T, N, V) are the states and the outputs after each step.
    """

    x: np.ndarray
    y_0: np.ndarray
    W_xh: np.ndarray
    W_yh: np.ndarray
    W_hy: np.ndarray
    h: np.ndarray
    y: np.ndarray


class BidirectionalCache(NamedTuple):
    """What `bidirectional_backward` needs.

    ``lengths`` are N whole numbers; ``ltr`` and ``rtl`` are the `RNNCache` of the layer
    that reads left to right and of the one that reads right to left.
    """

    lengths: np.ndarray
    ltr: RNNCache
    rtl: RNNCache


class PeepholeLSTMCellCache(NamedTuple):
    """One step of an LSTM with peepholes, as `peephole_lstm_cell_backward` needs it.

    N sequences, D inputs, H units: ``x_t`` is (N, D), ``W_x`` (D, 4H), ``W_h``
    (H, 4H), ``p`` (3, H), everything else (N, H).
    """

    x_t: np.ndarray
    h_prev: np.ndarray
    c_prev: np.ndarray
    W_x: np.ndarray
    W_h: np.ndarray
    p: np.ndarray
    i_t: np.ndarray
    f_t: np.ndarray
    g_t: np.ndarray
    o_t: np.ndarray
    c_t: np.ndarray
    tanh_c: np.ndarray


class OutputCache(NamedTuple):
    """What `output_backward` needs: ``h`` (..., H) and ``W_hy`` (H, V)."""

    h: np.ndarray
    W_hy: np.ndarray


class EmbeddingCache(NamedTuple):
    """What `embedding_backward` needs: ``k`` (...) whole numbers, ``W_e`` (V, D)."""

    k: np.ndarray
    W_e: np.ndarray


class Seq2SeqCache(NamedTuple):
    """What `seq2seq_backward` needs.

    ``lengths`` are N whole numbers; ``encoder`` and ``decoder`` the `GRUCache` of each,
    ``output`` the `OutputCache` of what reads the decoder out.
    """

    lengths: np.ndarray
    encoder: GRUCache
    decoder: GRUCache
    output: OutputCache


class AdamState(NamedTuple):
    """Adam's memory between steps: ``t`` steps so far, moments by parameter name."""

    t: int
    m: dict
    v: dict
