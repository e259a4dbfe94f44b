"""Chapter 4: the reference solutions, a module for each part."""

from solutions.lstm.reference.cell import (
    lstm_cell_backward,
    lstm_cell_forward,
    memory_cell,
)
from solutions.lstm.reference.fast import (
    lstm_layer_backward,
    lstm_layer_forward,
    project_inputs,
    weight_gradients,
)
from solutions.lstm.reference.layer import lstm_backward, lstm_forward
from solutions.lstm.reference.memory import (
    cell_state_gradient,
    count_gradient_paths,
    init_lstm,
    lstm_without_forget_gate,
    parameter_count,
)

__all__ = [
    "cell_state_gradient",
    "count_gradient_paths",
    "init_lstm",
    "lstm_backward",
    "lstm_cell_backward",
    "lstm_cell_forward",
    "lstm_forward",
    "lstm_layer_backward",
    "lstm_layer_forward",
    "lstm_without_forget_gate",
    "memory_cell",
    "parameter_count",
    "project_inputs",
    "weight_gradients",
]
