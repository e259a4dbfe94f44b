"""Chapter 4: the reference solutions, a module for each part."""

from solutions.lstm.reference.cell import (
    lstm_cell_backward,
    lstm_cell_forward,
    memory_cell,
)
from solutions.lstm.reference.layer import lstm_backward, lstm_forward

__all__ = [
    "lstm_backward",
    "lstm_cell_backward",
    "lstm_cell_forward",
    "lstm_forward",
    "memory_cell",
]
