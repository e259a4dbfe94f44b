"""Chapter 5: the reference solutions, a module for each part."""

from solutions.gru.reference.cell import (
    coupled_lstm_cell_forward,
    gru_cell_backward,
    gru_cell_forward,
)
from solutions.gru.reference.conventions import (
    gru_cell_forward_reset_after,
    gru_to_torch,
)
from solutions.gru.reference.fast import gru_layer_backward, gru_layer_forward
from solutions.gru.reference.layer import gru_backward, gru_forward

__all__ = [
    "coupled_lstm_cell_forward",
    "gru_backward",
    "gru_cell_backward",
    "gru_cell_forward",
    "gru_cell_forward_reset_after",
    "gru_forward",
    "gru_layer_backward",
    "gru_layer_forward",
    "gru_to_torch",
]
