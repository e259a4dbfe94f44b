"""A network that describes a picture: pixels → feature → first state → words.

A dense layer makes a feature vector of the pixels, and is trained with the rest. In
training the words of the caption are known, so the RNN reads them all in one call; in
use each word is fed back by the exercise `one_to_many_forward`.
"""

import dataclasses

import numpy as np

from rnn_core.applications import one_to_many_forward
from rnn_core.data.batch import check_count, check_rng
from rnn_core.data.pictures import CAPTION_STEPS, CAPTION_WORDS, SIDE
from rnn_core.rnn import (
    cross_entropy,
    output_backward,
    output_forward,
    rnn_backward,
    rnn_forward,
)

PIXELS = SIDE * SIDE * 3
READER = ("W_fh", "b_f", "W_xh", "W_hh", "b_h", "W_hy", "b_y")
NAMES = ("W_pf", "b_p", *READER)


@dataclasses.dataclass(frozen=True)
class CaptionModel:
    """A dense layer for pictures and a tanh RNN for words, as a value.

    Parameters
    ----------
    params : dict of str to ndarray
        ``W_pf, b_p`` from pixels to feature; ``W_fh, b_f`` from feature to the first
        state; ``W_xh, W_hh, b_h, W_hy, b_y`` of the RNN and its readout.
    """

    params: dict = dataclasses.field(repr=False)

    def with_params(self, params):
        """Return the same model with other parameters."""
        return CaptionModel(dict(params))

    def feature(self, pictures):
        """Return the feature vector (N, F) of each picture, a row of pixels."""
        return np.tanh(output_forward(pictures, *self._of("W_pf b_p"))[0])

    def write(self, pictures, steps=CAPTION_STEPS):
        """Describe pictures.

        Parameters
        ----------
        pictures : ndarray of shape (N, 588)
            One row of pixels for each picture.
        steps : int
            Words at most.

        Returns
        -------
        list of list of str
            The words of each caption, up to <EOS>.
        """
        weights = [self.params[name] for name in READER]
        _, k = one_to_many_forward(self.feature(pictures), steps, *weights)
        return [words_of(column) for column in np.transpose(k)]

    def loss_and_gradients(self, batch, state=None):
        """Compute the loss of a batch of pictures with captions, and all gradients."""
        f, pixels_cache = output_forward(batch.pictures, *self._of("W_pf b_p"))
        f = np.tanh(f)
        h_0, feature_cache = output_forward(f, *self._of("W_fh b_f"))
        h_0 = np.tanh(h_0)
        h, cache = rnn_forward(batch.x, h_0, *self._of("W_xh W_hh b_h"))
        y, read_cache = output_forward(h, *self._of("W_hy b_y"))
        loss, dy = cross_entropy(y, batch.targets, batch.mask)
        dh, dW_hy, db_y = output_backward(dy, read_cache)
        _, dh_0, *layer = rnn_backward(dh, cache)
        da = dh_0 * (1 - h_0**2)
        df, dW_fh, db_f = output_backward(da, feature_cache)
        _, dW_pf, db_p = output_backward(df * (1 - f**2), pixels_cache)
        grads = dW_pf, db_p, dW_fh, db_f, *layer, dW_hy, db_y
        return float(loss), dict(zip(NAMES, grads, strict=True)), None

    def _of(self, names):
        return [self.params[name] for name in names.split()]


def words_of(symbols):
    """Return the words of a row of symbols, up to <EOS>."""
    words = [CAPTION_WORDS[k] for k in symbols]
    return words[: words.index("<EOS>")] if "<EOS>" in words else words


def build_captioner(rng, features=128, hidden=128, dtype=np.float32):
    """Make a captioner with random weights.

    Weights are normal with variance one over the number of what they add up, biases
    zero.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the weights come from.
    features, hidden : int
        The sizes F and H.
    dtype : dtype
        Precision of the parameters.

    Returns
    -------
    CaptionModel
        Not trained yet.
    """
    check_rng(rng)
    F, H = check_count("features", features), check_count("hidden", hidden)
    V = len(CAPTION_WORDS)
    shapes = {"W_pf": (PIXELS, F), "W_fh": (F, H), "W_xh": (V, H), "W_hh": (H, H)}
    shapes["W_hy"] = (H, V)
    params = {
        name: rng.normal(0.0, shape[0] ** -0.5, shape) for name, shape in shapes.items()
    }
    params |= {"b_p": np.zeros(F), "b_f": np.zeros(H)}
    params |= {"b_h": np.zeros(H), "b_y": np.zeros(V)}
    return CaptionModel({name: value.astype(dtype) for name, value in params.items()})
