"""What taggers and readers are held against: windows without memory, bags of words.

They are trained by the same loop, on the same batches, with the same exercises.
"""

import dataclasses

import numpy as np

from rnn_core.networks.labels import Network, embedding, readout, uniform
from rnn_core.rnn import (
    cross_entropy,
    embedding_backward,
    embedding_forward,
    output_backward,
    output_forward,
)


@dataclasses.dataclass(frozen=True)
class WindowTagger(Network):
    """Tags every word from itself and `reach` words on either side: no memory.

    The embeddings of the window stand side by side, then a tanh layer, then the tags.
    """

    reach: int = 2

    def _windows(self, batch):
        """Return (T, N, 2 reach + 1) numbers; outside of a sentence is word V."""
        outside = len(self.params["W_e"]) - 1
        x = np.where(batch.mask, batch.x, outside)
        pad = np.full((self.reach, x.shape[1]), outside)
        x = np.concatenate([pad, x, pad])
        width = 2 * self.reach + 1
        return np.stack([x[k : k + len(batch.x)] for k in range(width)], axis=2)

    def _run(self, batch):
        x, embedded = embedding_forward(self._windows(batch), self.params["W_e"])
        flat = x.reshape(*x.shape[:2], -1)
        inner, under = output_forward(flat, self.params["W_in"], self.params["b_in"])
        h = np.tanh(inner)
        scores, read = output_forward(h, self.params["W_hy"], self.params["b_y"])
        return scores, (x.shape, embedded, under, h, read)

    def scores(self, batch):
        """Return a score for every tag at every word, (T, N, V)."""
        return self._run(batch)[0]

    def loss_and_gradients(self, batch, state=None):
        """Compute the mean loss of the words and all gradients."""
        scores, (shape, embedded, under, h, read) = self._run(batch)
        loss, dscores = cross_entropy(scores, batch.targets, batch.mask)
        dh, dW_hy, db_y = output_backward(dscores, read)
        dflat, dW_in, db_in = output_backward(dh * (1 - h**2), under)
        dW_e = embedding_backward(dflat.reshape(shape), embedded)
        grads = {"W_hy": dW_hy, "b_y": db_y, "W_in": dW_in, "b_in": db_in}
        return float(loss), {**grads, "W_e": dW_e}, None


@dataclasses.dataclass(frozen=True)
class BagReader(Network):
    """Gives every sentence a label from counts of its words: no order.

    With ``groups`` 2, pairs of neighbouring words are counted as well. Parameters
    ``W_in``, ``b_in`` put a tanh layer between counts and labels.
    """

    vocabulary: int = 0
    groups: int = 1

    def counts(self, batch):
        """Return how often every word (and pair) stands in a sentence, (N, D)."""
        V, N = self.vocabulary + 1, len(batch.lengths)
        ends = np.full((1, N), self.vocabulary)
        x = np.where(batch.mask, batch.x, self.vocabulary)
        numbers = [x]
        if self.groups == 2:
            whole = np.concatenate([ends, x, ends])
            numbers.append(V + whole[:-1] * V + whole[1:])
        D = V if self.groups == 1 else V + V * V
        found = np.zeros((N, D), self.params["W_hy"].dtype)
        for kind in numbers:
            np.add.at(found, (np.arange(N), kind), 1)
        # what lies behind the end of a sentence is no word of it
        found[:, [self.vocabulary, *([D - 1] if self.groups == 2 else [])]] = 0
        return found

    def _run(self, batch):
        counts, under, h = self.counts(batch), None, None
        read_from = counts
        if "W_in" in self.params:
            inner, under = output_forward(
                counts, self.params["W_in"], self.params["b_in"]
            )
            read_from = h = np.tanh(inner)
        scores, read = output_forward(
            read_from, self.params["W_hy"], self.params["b_y"]
        )
        return scores, (under, h, read)

    def scores(self, batch):
        """Return a score for every label, (N, V)."""
        return self._run(batch)[0]

    def loss_and_gradients(self, batch, state=None):
        """Compute the mean loss of the sentences and all gradients."""
        scores, (under, h, read) = self._run(batch)
        loss, dscores = cross_entropy(scores, batch.targets)
        dh, dW_hy, db_y = output_backward(dscores, read)
        grads = {"W_hy": dW_hy, "b_y": db_y}
        if h is not None:
            _, dW_in, db_in = output_backward(dh * (1 - h**2), under)
            grads |= {"W_in": dW_in, "b_in": db_in}
        return float(loss), grads, None


def make_window_tagger(rng, words, tags, reach, D=16, H=64):
    """Make a window tagger that has not been trained.

    Parameters
    ----------
    rng, words, tags, D
        As in `make_tagger`.
    reach : int
        Words seen on either side.
    H : int
        Units of the tanh layer.

    Returns
    -------
    WindowTagger
        In float32; its last embedding is that of the place outside of a sentence.
    """
    params = {
        "W_e": embedding(rng, words + 1, D),
        "W_in": uniform(rng, (2 * reach + 1) * D, H),
        "b_in": np.zeros(H, np.float32),
    }
    return WindowTagger(params | readout(rng, H, tags), reach)


def make_bag_reader(rng, words, labels, groups=1, H=0):
    """Make a bag reader that has not been trained.

    Parameters
    ----------
    rng, words, labels
        As in `make_reader`.
    groups : int
        1 counts words, 2 also pairs of neighbours.
    H : int
        Units of a tanh layer; 0 for none (logistic regression).

    Returns
    -------
    BagReader
        In float32.
    """
    D = words + 1 if groups == 1 else (words + 1) * (words + 2)
    params = {}
    if H:
        params = {"W_in": uniform(rng, D, H), "b_in": np.zeros(H, np.float32)}
    return BagReader(params | readout(rng, H or D, labels), words, groups)
