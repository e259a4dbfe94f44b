"""Chapter 7: the reference solutions, a module for each part."""

from solutions.applications.reference.codes import autoencoder_loss, nearest_segments
from solutions.applications.reference.ctc import (
    ctc_collapse,
    ctc_gradient,
    ctc_log_likelihood,
    ctc_prefix_search,
)
from solutions.applications.reference.decoding import beam_search, greedy_decode
from solutions.applications.reference.labels import many_to_one_loss, span_f1
from solutions.applications.reference.one_to_many import one_to_many_forward
from solutions.applications.reference.text import (
    build_vocabulary,
    decode,
    encode,
    perplexity,
    rescore,
    sample_sequence,
    sequence_log_probability,
)
from solutions.applications.reference.translation import (
    seq2seq_backward,
    seq2seq_forward,
    teacher_forcing_inputs,
)

__all__ = [
    "autoencoder_loss",
    "beam_search",
    "build_vocabulary",
    "ctc_collapse",
    "ctc_gradient",
    "ctc_log_likelihood",
    "ctc_prefix_search",
    "decode",
    "encode",
    "greedy_decode",
    "many_to_one_loss",
    "nearest_segments",
    "one_to_many_forward",
    "perplexity",
    "rescore",
    "sample_sequence",
    "seq2seq_backward",
    "seq2seq_forward",
    "sequence_log_probability",
    "span_f1",
    "teacher_forcing_inputs",
]
