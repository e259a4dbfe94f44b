"""Chapter 2: the reference solutions, a module for each part."""

from solutions.rnn.reference.layer import (
    output_backward,
    output_forward,
    rnn_backward,
    rnn_cell_backward,
    rnn_cell_forward,
    rnn_forward,
)
from solutions.rnn.reference.losses import (
    adam_step,
    cross_entropy,
    softmax,
    squared_error,
)

__all__ = [
    "adam_step",
    "cross_entropy",
    "output_backward",
    "output_forward",
    "rnn_backward",
    "rnn_cell_backward",
    "rnn_cell_forward",
    "rnn_forward",
    "softmax",
    "squared_error",
]
