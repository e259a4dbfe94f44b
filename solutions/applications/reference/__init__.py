"""Chapter 7: the reference solutions, a module for each part."""

from solutions.applications.reference.text import (
    build_vocabulary,
    decode,
    encode,
    perplexity,
    rescore,
    sample_sequence,
    sequence_log_probability,
)

__all__ = [
    "build_vocabulary",
    "decode",
    "encode",
    "perplexity",
    "rescore",
    "sample_sequence",
    "sequence_log_probability",
]
