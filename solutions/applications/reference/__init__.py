"""Chapter 7: the reference solutions, a module for each part."""

from solutions.applications.reference.decoding import beam_search, greedy_decode
from solutions.applications.reference.translation import (
    seq2seq_backward,
    seq2seq_forward,
    teacher_forcing_inputs,
)

__all__ = [
    "beam_search",
    "greedy_decode",
    "seq2seq_backward",
    "seq2seq_forward",
    "teacher_forcing_inputs",
]
