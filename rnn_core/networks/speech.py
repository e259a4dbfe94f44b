"""A network that listens: two readers over the frames, a score for every symbol.

It is made of the exercises: the layer in both directions, the readout, and for the
loss either CTC, which is told only what is said, or the cross-entropy of every frame.
"""

import dataclasses

import numpy as np

from rnn_core.applications import ctc_gradient
from rnn_core.data.batch import check_count, check_rng
from rnn_core.rnn import cross_entropy, output_backward, output_forward
from rnn_core.variants import bidirectional_backward, bidirectional_forward

LOSSES = ("ctc", "frames")
_NAMES = ("W_xh", "W_hh", "b_h")
_READERS = ("ltr", "rtl")


@dataclasses.dataclass(frozen=True)
class SpeechModel:
    """A tanh RNN in both directions and a readout, as a value.

    Parameters
    ----------
    loss : {"ctc", "frames"}
        What training lowers: the CTC loss of the labels, or the cross-entropy of the
        true syllable at every frame.
    params : dict of str to ndarray
        ``ltr.W_xh`` and so on of the two readers, ``W_hy`` and ``b_y``.
    """

    loss: str
    params: dict = dataclasses.field(repr=False)

    @property
    def dtype(self):
        """The dtype in which the model computes, that of its parameters."""
        return self.params["W_hy"].dtype

    def with_params(self, params):
        """Return the same model with other parameters."""
        return dataclasses.replace(self, params=dict(params))

    def _run(self, x, lengths):
        layers = [[self.params[f"{r}.{n}"] for n in _NAMES] for r in _READERS]
        H = layers[0][1].shape[0]
        h_0 = np.zeros((2, x.shape[1], H), self.dtype)
        x = np.asarray(x, self.dtype)
        h, cache = bidirectional_forward(x, lengths, h_0, *layers)
        logits, read = output_forward(h, self.params["W_hy"], self.params["b_y"])
        return logits, cache, read

    def logits(self, batch):
        """Return the scores of every symbol at every frame.

        Parameters
        ----------
        batch : SpeechBatch
            What is heard.

        Returns
        -------
        list of ndarray of shape (frames, V)
            One for each utterance, without its padding.
        """
        scores = self._run(batch.x, batch.lengths)[0]
        return [scores[:length, n] for n, length in enumerate(batch.lengths)]

    def loss_and_gradients(self, batch, state=None):
        """Compute the loss of a batch and its gradient for every parameter.

        Parameters
        ----------
        batch : SpeechBatch
            What to train on.
        state : None
            The readers begin every utterance afresh; what is passed is not used.

        Returns
        -------
        loss : float
            Mean over the utterances ("ctc") or over the frames ("frames").
        gradients : dict of str to ndarray
            Named as `params`.
        state : None
            Nothing is carried on.
        """
        logits, cache, read = self._run(batch.x, batch.lengths)
        loss, dlogits = _LOSS[self.loss](logits, batch)
        dh, dW_hy, db_y = output_backward(np.asarray(dlogits, self.dtype), read)
        grads = {"W_hy": dW_hy, "b_y": db_y}
        layers = bidirectional_backward(dh, cache)[2:]
        for reader, parts in zip(_READERS, layers, strict=True):
            named = zip(_NAMES, parts, strict=True)
            grads |= {f"{reader}.{name}": part for name, part in named}
        return float(loss), grads, None


def _ctc(logits, batch):
    """Average the CTC loss over the utterances; padding gets no gradient."""
    total, dlogits = 0.0, np.zeros_like(logits)
    for n, (length, labels) in enumerate(zip(batch.lengths, batch.labels, strict=True)):
        loss, dlogits[:length, n] = ctc_gradient(logits[:length, n], labels)
        total += loss
    return total / len(batch.labels), dlogits / len(batch.labels)


def _frames(logits, batch):
    return cross_entropy(logits, batch.frames, batch.mask)


_LOSS = {"ctc": _ctc, "frames": _frames}


def build_speech_model(inputs, hidden, symbols, rng, loss="ctc", dtype=np.float32):
    """Make a model with random weights, uniform in ±1/sqrt(H); biases are zero.

    Parameters
    ----------
    inputs, hidden, symbols : int
        The sizes D, H of each reader, and V with the blank.
    rng : numpy.random.Generator
        Where the weights come from.
    loss : {"ctc", "frames"}
        What training lowers.
    dtype : dtype
        ``np.float32``, or ``np.float64`` for a gradient check.

    Returns
    -------
    SpeechModel
        Not trained yet.
    """
    if loss not in LOSSES:
        raise ValueError(f"loss is {loss!r}, expected {' or '.join(LOSSES)}")
    D, H, V = (
        check_count(name, size)
        for name, size in (("inputs", inputs), ("hidden", hidden), ("symbols", symbols))
    )
    bound, params = 1 / np.sqrt(H), {}
    for reader in _READERS:
        params[f"{reader}.W_xh"] = check_rng(rng).uniform(-bound, bound, (D, H))
        params[f"{reader}.W_hh"] = rng.uniform(-bound, bound, (H, H))
        params[f"{reader}.b_h"] = np.zeros(H)
    params["W_hy"] = rng.uniform(-bound, bound, (2 * H, V))
    params["b_y"] = np.zeros(V)
    return SpeechModel(loss, {name: p.astype(dtype) for name, p in params.items()})
