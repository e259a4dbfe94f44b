"""A sequence autoencoder as a value: the loss and its gradients are your exercise.

Any batch with ``x`` (T, N, D) and ``lengths`` (N,) will do: words or frames of sound.
"""

import dataclasses

import numpy as np

from rnn_core.applications import autoencoder_loss
from rnn_core.data.batch import check_count, check_rng

_GRU = ("W_x", "W_h", "b")
_PARTS = {"encoder": _GRU, "decoder": _GRU, "readout": ("W_hy", "b_y")}


@dataclasses.dataclass(frozen=True)
class SequenceAutoencoder:
    """Two GRUs and a readout, joined by nothing but a code.

    Parameters
    ----------
    params : dict of str to ndarray
        Parameters under names such as ``encoder.W_x``.
    """

    params: dict = dataclasses.field(repr=False)

    @property
    def dtype(self):
        """The dtype in which the network computes, that of its parameters."""
        return self.params["readout.W_hy"].dtype

    @property
    def count(self):
        """Number of parameters."""
        return sum(value.size for value in self.params.values())

    def part(self, name):
        """Return the parameters of the encoder, the decoder or the readout."""
        return tuple(self.params[f"{name}.{key}"] for key in _PARTS[name])

    def with_params(self, params):
        """Return the same network with other parameters."""
        return dataclasses.replace(self, params=dict(params))

    def loss_and_gradients(self, batch, state=None):
        """Compute the loss of a batch and its gradient for every parameter.

        Parameters
        ----------
        batch : record with x and lengths
            What to rebuild.
        state : None
            There is no state to carry on: every sequence is read from its beginning.

        Returns
        -------
        loss : float
            Mean squared error.
        gradients : dict of str to ndarray
            Named as `params`.
        state : None
            For `rnn_core.training.train`.
        """
        loss, _, *gradients = self._run(batch)
        named = {
            f"{name}.{key}": gradient
            for (name, keys), part in zip(_PARTS.items(), gradients, strict=True)
            for key, gradient in zip(keys, part, strict=True)
        }
        return float(loss), named, None

    def codes(self, batch):
        """Return the code of every sequence of a batch, (N, H)."""
        return self._run(batch)[1]

    def _run(self, batch):
        x = np.asarray(batch.x, dtype=self.dtype)
        return autoencoder_loss(x, batch.lengths, *(self.part(name) for name in _PARTS))


def build_autoencoder(rng, inputs, hidden, dtype=np.float64):
    """Make an autoencoder with random weights.

    Weights are uniform in ±1/sqrt(H), biases zero.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the weights come from.
    inputs, hidden : int
        Features D of a step, and units H: of the encoder, so of the code, and of the
        decoder.
    dtype : dtype
        ``np.float64``, or ``np.float32`` where that is faster.

    Returns
    -------
    SequenceAutoencoder
        Not trained yet.
    """
    check_rng(rng)
    D, H = check_count("inputs", inputs), check_count("hidden", hidden)
    bound = 1 / np.sqrt(H)
    shapes = {
        "encoder": ((D, 3 * H), (H, 3 * H), (3 * H,)),
        "decoder": ((H, 3 * H), (H, 3 * H), (3 * H,)),
        "readout": ((H, D), (D,)),
    }
    params = {
        f"{name}.{key}": (
            rng.uniform(-bound, bound, shape) if len(shape) == 2 else np.zeros(shape)
        ).astype(dtype)
        for name, keys in _PARTS.items()
        for key, shape in zip(keys, shapes[name], strict=True)
    }
    return SequenceAutoencoder(params)
