"""A recurrent model: one layer of cells and a readout, trained by your own functions.

Forward, backward and the cross-entropy are exercises; the model calls them through
their stubs, so that what your `check` registered is what trains here. An LSTM or a
GRU runs on your fast layer once you have written it, and on the plain one until then.
A model is a value: training returns a new one with other parameters.
"""

import dataclasses
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from rnn_core.data.batch import check_count, check_rng
from rnn_core.exercise import resolve
from rnn_core.gru import (
    gru_backward,
    gru_forward,
    gru_layer_backward,
    gru_layer_forward,
)
from rnn_core.lstm import (
    lstm_backward,
    lstm_forward,
    lstm_layer_backward,
    lstm_layer_forward,
)
from rnn_core.rnn import (
    cross_entropy,
    output_backward,
    output_forward,
    rnn_backward,
    rnn_forward,
    squared_error,
)

READOUTS = ("every", "last")


class _Layer(NamedTuple):
    """What the model has to know of a kind of cell."""

    names: tuple  # of its parameters, in the order of the arguments
    blocks: int  # of H columns side by side in a weight matrix
    states: int  # arrays (N, H) that pass from step to step
    forward: Callable
    backward: Callable


def _forward_rnn(x, state, weights):
    h, cache = rnn_forward(x, *state, *weights)
    return h, (h[-1],), cache


def _backward_rnn(dh, cache):
    return rnn_backward(dh, cache)[2:]


def _first_solved(fast, plain):
    """Return what answers for the fast layer; while nothing does, the plain one."""
    try:
        return resolve(fast.__exercise__.name, fast.__exercise__.unit)
    except NotImplementedError:
        return plain


def _forward_lstm(x, state, weights):
    forward = _first_solved(lstm_layer_forward, lstm_forward)
    h, c_T, cache = forward(x, *state, *weights)
    return h, (h[-1], c_T), cache


def _backward_lstm(dh, cache):
    dc_T = np.zeros_like(dh[0])  # the loss sees c_T only through h
    backward = _first_solved(lstm_layer_backward, lstm_backward)  # of equal caches
    return backward(dh, dc_T, cache)[3:]


def _forward_gru(x, state, weights):
    forward = _first_solved(gru_layer_forward, gru_forward)
    h, cache = forward(x, *state, *weights)
    return h, (h[-1],), cache


def _backward_gru(dh, cache):
    return _first_solved(gru_layer_backward, gru_backward)(dh, cache)[2:]


_LAYERS = {
    "rnn": _Layer(("W_xh", "W_hh", "b_h"), 1, 1, _forward_rnn, _backward_rnn),
    "lstm": _Layer(("W_x", "W_h", "b"), 4, 2, _forward_lstm, _backward_lstm),
    "gru": _Layer(("W_x", "W_h", "b"), 3, 1, _forward_gru, _backward_gru),
}


def _cross_entropy(outputs, batch):
    return cross_entropy(outputs, batch.targets, batch.mask)


def _squared_error(outputs, batch):
    if np.shape(batch.targets) != outputs.shape:
        raise ValueError(
            f"targets has shape {np.shape(batch.targets)}, expected that of the "
            f"outputs, {outputs.shape}: is readout the right one?"
        )
    return squared_error(outputs, batch.targets, batch.mask)


_LOSSES = {"cross_entropy": _cross_entropy, "squared_error": _squared_error}


class Run(NamedTuple):
    """A forward pass: outputs, the state after it, the caches of layer and readout."""

    outputs: np.ndarray
    state: tuple
    layer_cache: NamedTuple
    output_cache: NamedTuple


@dataclasses.dataclass(frozen=True)
class RecurrentModel:
    """One recurrent layer and a readout, as a value.

    Parameters
    ----------
    cell : {"rnn", "lstm", "gru"}
        Kind of the layer.
    readout : {"every", "last"}
        Whether every step is read out, or only the last.
    loss : {"cross_entropy", "squared_error"}
        What training lowers.
    params : dict of str to ndarray
        Parameters under the names of the exercises, ``W_hy`` and ``b_y`` among them.
    """

    cell: str
    readout: str
    loss: str
    params: dict = dataclasses.field(repr=False)

    @property
    def dtype(self):
        """The dtype in which the model computes, that of its parameters."""
        return self.params["W_hy"].dtype

    @property
    def count(self):
        """Number of parameters."""
        return sum(value.size for value in self.params.values())

    def with_params(self, params):
        """Return the same model with other parameters."""
        return dataclasses.replace(self, params=dict(params))

    def astype(self, dtype):
        """Return the same model in another precision, such as ``np.float32``."""
        return self.with_params({k: v.astype(dtype) for k, v in self.params.items()})

    def run(self, x, state=None):
        """Run over a batch of sequences and keep what backward needs.

        Parameters
        ----------
        x : ndarray of shape (T, N, D)
            Inputs, time-major.
        state : tuple of ndarray, optional
            State to start from, as an earlier run returned it. Default: zeros.

        Returns
        -------
        Run
            ``outputs`` are (T, N, V), or (N, V) where the last step is read out.
        """
        layer = _LAYERS[self.cell]
        weights = [self.params[name] for name in layer.names]
        x = self._checked(x, weights[0])
        if state is None:
            H = self.params["W_hy"].shape[0]
            state = (np.zeros((x.shape[1], H), self.dtype),) * layer.states
        h, state, cache = layer.forward(x, state, weights)
        read = h[-1] if self.readout == "last" else h
        outputs, output_cache = output_forward(
            read, self.params["W_hy"], self.params["b_y"]
        )
        return Run(outputs, state, cache, output_cache)

    def _checked(self, x, W):
        if np.ndim(x) != 3 or np.shape(x)[2] != W.shape[0] or len(x) == 0:
            raise ValueError(
                f"x has shape {np.shape(x)}, expected (T, N, D) with T at least 1 and "
                f"D = {W.shape[0]}: time comes first, features last"
            )
        return np.asarray(x, dtype=self.dtype)

    def loss_and_gradients(self, batch, state=None):
        """Compute the loss of a batch and its gradient for every parameter.

        Parameters
        ----------
        batch : Batch, ReberBatch or any record with x, targets and mask
            What to train on.
        state : tuple of ndarray, optional
            State to start from; no gradient flows into it (truncated
            backpropagation). Default: zeros.

        Returns
        -------
        loss : float
            Mean over the steps, or sequences, that count.
        gradients : dict of str to ndarray
            Named as `params`.
        state : tuple of ndarray
            State after the last step.
        """
        run = self.run(batch.x, state)
        loss, dy = _LOSSES[self.loss](run.outputs, batch)
        dy = np.asarray(dy, dtype=self.dtype)
        dh, dW_hy, db_y = output_backward(dy, run.output_cache)
        layer = _LAYERS[self.cell]
        grads = layer.backward(self._spread(dh, len(batch.x)), run.layer_cache)
        named = dict(zip(layer.names, grads, strict=True))
        return float(loss), {**named, "W_hy": dW_hy, "b_y": db_y}, run.state

    def _spread(self, dh, T):
        """Return (T, N, H): a gradient for the last step alone gets zeros before it."""
        if self.readout == "every":
            return dh
        whole = np.zeros((T, *dh.shape), self.dtype)
        whole[-1] = dh
        return whole


def build_model(
    cell,
    inputs,
    hidden,
    outputs,
    rng,
    *,
    readout="every",
    loss="cross_entropy",
    forget_bias=None,
    dtype=np.float64,
):
    """Make a model with random weights.

    Weights are uniform in ±1/sqrt(H), biases zero.

    Parameters
    ----------
    cell : {"rnn", "lstm", "gru"}
        Kind of the layer.
    inputs, hidden, outputs : int
        The sizes D, H and V.
    rng : numpy.random.Generator
        Where the weights come from.
    readout : {"every", "last"}
        Whether every step is read out, or only the last.
    loss : {"cross_entropy", "squared_error"}
        What training lowers.
    forget_bias : float, optional
        For an LSTM: where the forget gates' biases start. Default: 0.
    dtype : dtype
        ``np.float64``, or ``np.float32`` where that is faster.

    Returns
    -------
    RecurrentModel
        Not trained yet.
    """
    for name, value, allowed in (
        ("cell", cell, tuple(_LAYERS)),
        ("readout", readout, READOUTS),
        ("loss", loss, tuple(_LOSSES)),
    ):
        if value not in allowed:
            raise ValueError(f"{name} is {value!r}, expected {' or '.join(allowed)}")
    if forget_bias is not None and cell != "lstm":
        raise ValueError(
            f"forget_bias is for an LSTM, but cell is {cell!r}: leave it out"
        )
    D, H, V = (
        check_count(name, size)
        for name, size in (("inputs", inputs), ("hidden", hidden), ("outputs", outputs))
    )
    params = _uniform_params(_LAYERS[cell], D, H, V, check_rng(rng))
    if forget_bias is not None:
        params["b"][H : 2 * H] = forget_bias  # gates lie in the order i, f, g, o
    return RecurrentModel(cell, readout, loss, params).astype(dtype)


def _uniform_params(layer, D, H, V, rng):
    W_x, W_h, b = layer.names
    width, bound = layer.blocks * H, 1 / np.sqrt(H)
    return {
        W_x: rng.uniform(-bound, bound, (D, width)),
        W_h: rng.uniform(-bound, bound, (H, width)),
        b: np.zeros(width),
        "W_hy": rng.uniform(-bound, bound, (H, V)),
        "b_y": np.zeros(V),
    }
