"""Chapter 2: the reference solutions, a module for each part."""

from solutions.rnn.reference.fast import rnn_layer_backward, rnn_layer_forward
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
    binary_cross_entropy,
    cross_entropy,
    softmax,
    squared_error,
)
from solutions.rnn.reference.memory import stack_weights, store_neuron
from solutions.rnn.reference.text import (
    embedding_backward,
    embedding_forward,
    make_batches,
    one_hot,
)
from solutions.rnn.reference.through_time import bptt_path_sum, truncated_bptt

__all__ = [
    "adam_step",
    "binary_cross_entropy",
    "bptt_path_sum",
    "cross_entropy",
    "embedding_backward",
    "embedding_forward",
    "make_batches",
    "one_hot",
    "output_backward",
    "output_forward",
    "rnn_backward",
    "rnn_cell_backward",
    "rnn_cell_forward",
    "rnn_forward",
    "rnn_layer_backward",
    "rnn_layer_forward",
    "softmax",
    "squared_error",
    "stack_weights",
    "store_neuron",
    "truncated_bptt",
]
