"""The layers that are compared: about as many parameters, and the same training."""

import numpy as np

from rnn_core.models import build_model


def build_arm(cell, hidden, bias, sizes, rng, **options):
    """Build a model whose gate on the old memory begins with a bias.

    `bias` is that of keeping: an LSTM's forget gate gets it, a GRU's update gate its
    opposite, for it keeps where it is shut.
    """
    inputs, outputs = sizes
    if cell == "lstm":
        options["forget_bias"] = bias
    model = build_model(cell, inputs, hidden, outputs, rng, dtype=np.float32, **options)
    if cell == "gru":
        b = model.params["b"].copy()
        b[hidden : 2 * hidden] = -bias  # blocks r, z, n
        model = model.with_params(model.params | {"b": b})
    return model


def layer_size(model):
    """Count the parameters of the layer, without those of the readout."""
    readout = model.params["W_hy"].size + model.params["b_y"].size
    return model.count - readout
