"""A translator: two embeddings, an encoder, a decoder, an output layer.

All that computes is an exercise and is called through its stub, so that a translator
trains on your own functions.
"""

import dataclasses

import numpy as np

from rnn_core.applications import (
    seq2seq_backward,
    seq2seq_forward,
    teacher_forcing_inputs,
)
from rnn_core.data.batch import check_count, check_rng
from rnn_core.data.pairs import START
from rnn_core.gru import gru_cell_forward
from rnn_core.rnn import (
    cross_entropy,
    embedding_backward,
    embedding_forward,
    output_forward,
    softmax,
)

LAYER = ("W_x", "W_h", "b")


@dataclasses.dataclass(frozen=True)
class Translator:
    """An encoder and a decoder as a value: training returns a new one.

    Parameters
    ----------
    params : dict of str to ndarray
        ``W_source`` and ``W_target``, the embeddings; ``encoder.W_x`` and so on, the
        two GRUs; ``W_hy`` and ``b_y``.
    """

    params: dict = dataclasses.field(repr=False)

    @property
    def count(self):
        """Number of parameters."""
        return sum(value.size for value in self.params.values())

    def with_params(self, params):
        """Return the same translator with other parameters."""
        return Translator(dict(params))

    def layer(self, name):
        """Return the three parameters of ``encoder`` or ``decoder``."""
        return tuple(self.params[f"{name}.{part}"] for part in LAYER)

    def run(self, batch):
        """Compute the logits of a batch with teacher forcing, and all caches."""
        p = self.params
        x, source = embedding_forward(batch.x, p["W_source"])
        read = teacher_forcing_inputs(batch.targets, START)
        y, target = embedding_forward(read, p["W_target"])
        layers = self.layer("encoder"), self.layer("decoder")
        logits, cache = seq2seq_forward(
            x, batch.lengths, y, *layers, p["W_hy"], p["b_y"]
        )
        return logits, (source, target, cache)

    def loss_and_gradients(self, batch, state=None):
        """Compute the mean loss a symbol of a `PairBatch`, and all gradients."""
        logits, (source, target, cache) = self.run(batch)
        loss, dlogits = cross_entropy(logits, batch.targets, batch.mask)
        dlogits = dlogits.astype(logits.dtype, copy=False)
        dx, dy, dencoder, ddecoder, dW_hy, db_y = seq2seq_backward(dlogits, cache)
        grads = {
            "W_source": embedding_backward(dx, source),
            "W_target": embedding_backward(dy, target),
        }
        for name, parts in (("encoder", dencoder), ("decoder", ddecoder)):
            named = zip(LAYER, parts, strict=True)
            grads |= {f"{name}.{part}": gradient for part, gradient in named}
        return float(loss), {**grads, "W_hy": dW_hy, "b_y": db_y}, None

    def code(self, source):
        """Return the code (H,) of one source sequence, a list of numbers."""
        h = np.zeros((1, len(self.params["W_hy"])), self.params["W_hy"].dtype)
        for k in source:
            vector, _ = embedding_forward(np.array([k]), self.params["W_source"])
            h, _ = gru_cell_forward(vector, h, *self.layer("encoder"))
        return h[0]

    def step(self, state, symbol):
        """Read one symbol: the decoder's next state, log-probabilities of the next."""
        p = self.params
        vector, _ = embedding_forward(np.array([symbol]), p["W_target"])
        h, _ = gru_cell_forward(vector, state[None], *self.layer("decoder"))
        logits, _ = output_forward(h, p["W_hy"], p["b_y"])
        likely = softmax(logits[0].astype(float))
        return h[0], np.log(np.maximum(likely, 1e-300))


def build_translator(lexicon, features, hidden, rng, dtype=np.float32):
    """Make a translator with random weights.

    Weights are uniform in ±1/sqrt(H), embeddings normal, biases zero.

    Parameters
    ----------
    lexicon : Lexicon
        Symbols of both sides.
    features, hidden : int
        Size of an embedding, and of both GRUs.
    rng : numpy.random.Generator
        Where the weights come from.
    dtype : dtype
        In which it computes.

    Returns
    -------
    Translator
        Not trained yet.
    """
    D, H = check_count("features", features), check_count("hidden", hidden)
    symbols, bound = len(lexicon.target) + 2, 1 / np.sqrt(H)
    rng = check_rng(rng)
    params = {
        "W_source": rng.normal(0, 1, (len(lexicon.source), D)),
        "W_target": rng.normal(0, 1, (symbols, D)),
    }
    for name in ("encoder", "decoder"):
        params[f"{name}.W_x"] = rng.uniform(-bound, bound, (D, 3 * H))
        params[f"{name}.W_h"] = rng.uniform(-bound, bound, (H, 3 * H))
        params[f"{name}.b"] = np.zeros(3 * H)
    params["W_hy"] = rng.uniform(-bound, bound, (H, symbols))
    params["b_y"] = np.zeros(symbols)
    return Translator({name: value.astype(dtype) for name, value in params.items()})
