"""Networks that put labels on words and on sentences: LSTMs that read them in order.

Layers, readouts, losses and the embedding are exercises, called through their stubs: a
student's own code trains here. A model is a value; `rnn_core.training.train` runs all.
"""

import dataclasses

import numpy as np

from rnn_core.applications import many_to_one_loss
from rnn_core.lstm import (
    lstm_backward,
    lstm_forward,
    lstm_layer_backward,
    lstm_layer_forward,
)
from rnn_core.models import _first_solved
from rnn_core.rnn import (
    cross_entropy,
    embedding_backward,
    embedding_forward,
    output_backward,
    output_forward,
)
from rnn_core.variants import reverse_sequences

_WEIGHTS = "W_x", "W_h", "b"


@dataclasses.dataclass(frozen=True)
class Network:
    """What all have in common: parameters under names, as a value.

    Parameters
    ----------
    params : dict of str to ndarray
        Parameters; ``W_hy`` and ``b_y`` are those of the readout.
    """

    params: dict = dataclasses.field(repr=False)

    @property
    def count(self):
        """Number of parameters."""
        return sum(value.size for value in self.params.values())

    def with_params(self, params):
        """Return the same model with other parameters."""
        return dataclasses.replace(self, params=dict(params))

    def _lstm(self, x, name):
        weights = [self.params[f"{name}.{weight}"] for weight in _WEIGHTS]
        H = weights[1].shape[0]
        zeros = np.zeros((x.shape[1], H), x.dtype)
        forward = _first_solved(lstm_layer_forward, lstm_forward)
        h, _, cache = forward(x, zeros, zeros, *weights)
        return h, cache

    def _lstm_back(self, dh, cache, name):
        backward = _first_solved(lstm_layer_backward, lstm_backward)
        dx, _, _, *parts = backward(dh, np.zeros_like(dh[0]), cache)
        named = zip(_WEIGHTS, parts, strict=True)
        return dx, {f"{name}.{weight}": part for weight, part in named}


class Tagger(Network):
    """An LSTM over embedded words that gives every word a tag.

    With parameters ``rtl.…`` a second LSTM reads every sentence from its end.
    """

    def _directions(self):
        return [name for name in ("ltr", "rtl") if f"{name}.b" in self.params]

    def _turned(self, array, lengths, name):
        return array if name == "ltr" else reverse_sequences(array, lengths)

    def _run(self, batch):
        x, embedded = embedding_forward(batch.x, self.params["W_e"])
        states, caches = [], []
        for name in self._directions():
            h, cache = self._lstm(self._turned(x, batch.lengths, name), name)
            states.append(self._turned(h, batch.lengths, name))
            caches.append(cache)
        h = np.concatenate(states, axis=2)
        scores, read = output_forward(h, self.params["W_hy"], self.params["b_y"])
        return scores, (embedded, caches, read)

    def scores(self, batch):
        """Return a score for every tag at every word, (T, N, V)."""
        return self._run(batch)[0]

    def loss_and_gradients(self, batch, state=None):
        """Compute the mean loss of the words and all gradients."""
        scores, (embedded, caches, read) = self._run(batch)
        loss, dscores = cross_entropy(scores, batch.targets, batch.mask)
        dh, dW_hy, db_y = output_backward(dscores, read)
        grads, dx = {"W_hy": dW_hy, "b_y": db_y}, 0.0
        names = self._directions()
        for name, part, cache in zip(
            names, np.split(dh, len(names), axis=2), caches, strict=True
        ):
            turned = self._turned(part, batch.lengths, name)
            dx_turned, named = self._lstm_back(turned, cache, name)
            dx = dx + self._turned(dx_turned, batch.lengths, name)
            grads |= named
        return float(loss), {**grads, "W_e": embedding_backward(dx, embedded)}, None


class Reader(Network):
    """An LSTM over embedded words that gives every sentence one label, at its end."""

    def states(self, batch):
        """Return the state after every word, (T, N, H)."""
        x, _ = embedding_forward(batch.x, self.params["W_e"])
        return self._lstm(x, "ltr")[0]

    def scores_so_far(self, batch):
        """Return the labels' scores if a sentence ended at that word, (T, N, V)."""
        h = self.states(batch)
        return output_forward(h, self.params["W_hy"], self.params["b_y"])[0]

    def scores(self, batch):
        """Return a score for every label, (N, V)."""
        ends = batch.lengths - 1, np.arange(len(batch.lengths))
        return self.scores_so_far(batch)[ends]

    def loss_and_gradients(self, batch, state=None):
        """Compute the mean loss of the sentences and all gradients."""
        x, embedded = embedding_forward(batch.x, self.params["W_e"])
        h, cache = self._lstm(x, "ltr")
        W_hy, b_y = self.params["W_hy"], self.params["b_y"]
        loss, dh, dW_hy, db_y = many_to_one_loss(
            h, batch.lengths, W_hy, b_y, batch.targets
        )
        dx, grads = self._lstm_back(dh, cache, "ltr")
        dW_e = embedding_backward(dx, embedded)
        return float(loss), {**grads, "W_hy": dW_hy, "b_y": db_y, "W_e": dW_e}, None


def uniform(rng, *shape):
    """Draw weights between -1 and 1 over the root of what flows in."""
    bound = 1 / np.sqrt(shape[0])
    return rng.uniform(-bound, bound, shape).astype(np.float32)


def _lstm_params(rng, D, H, name):
    b = np.zeros(4 * H, np.float32)
    b[H : 2 * H] = 1  # gates lie in the order i, f, g, o: remember at first
    return {
        f"{name}.W_x": uniform(rng, D, 4 * H),
        f"{name}.W_h": uniform(rng, H, 4 * H),
        f"{name}.b": b,
    }


def embedding(rng, words, D):
    """Draw a row of normal numbers for every word."""
    return rng.normal(size=(words, D)).astype(np.float32)


def readout(rng, H, outputs):
    """Make the parameters of a readout."""
    return {"W_hy": uniform(rng, H, outputs), "b_y": np.zeros(outputs, np.float32)}


def make_tagger(rng, words, tags, D=16, H=24, directions=("ltr", "rtl")):
    """Make a tagger that has not been trained.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the weights come from.
    words, tags : int
        Sizes of the vocabulary and of the set of tags.
    D, H : int
        Numbers of a word, units of each LSTM.
    directions : tuple of str
        ``("ltr",)`` or ``("ltr", "rtl")``.

    Returns
    -------
    Tagger
        In float32.
    """
    params = {"W_e": embedding(rng, words, D)}
    for name in directions:
        params |= _lstm_params(rng, D, H, name)
    return Tagger(params | readout(rng, len(directions) * H, tags))


def make_reader(rng, words, labels, D=12, H=24):
    """Make a reader that has not been trained; arguments as in `make_tagger`."""
    params = {"W_e": embedding(rng, words, D), **_lstm_params(rng, D, H, "ltr")}
    return Reader(params | readout(rng, H, labels))
