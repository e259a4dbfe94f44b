"""Chapter 6: the reference solutions, a module for each part."""

from solutions.variants.reference.both_ways import (
    bidirectional_backward,
    bidirectional_forward,
    reverse_sequences,
)
from solutions.variants.reference.continuous import (
    ctrnn_derivative,
    ctrnn_equilibria,
    ctrnn_euler,
    ctrnn_runge_kutta,
)
from solutions.variants.reference.deep import deep_backward, deep_forward
from solutions.variants.reference.jordan import jordan_backward, jordan_forward
from solutions.variants.reference.peephole import (
    peephole_lstm_cell_backward,
    peephole_lstm_cell_forward,
)
from solutions.variants.reference.slow_parts import (
    clockwise_rnn_cell_forward,
    scrn_cell_forward,
)

__all__ = [
    "bidirectional_backward",
    "bidirectional_forward",
    "clockwise_rnn_cell_forward",
    "ctrnn_derivative",
    "ctrnn_equilibria",
    "ctrnn_euler",
    "ctrnn_runge_kutta",
    "deep_backward",
    "deep_forward",
    "jordan_backward",
    "jordan_forward",
    "peephole_lstm_cell_backward",
    "peephole_lstm_cell_forward",
    "reverse_sequences",
    "scrn_cell_forward",
]
