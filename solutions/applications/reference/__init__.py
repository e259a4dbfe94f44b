"""Chapter 7: the reference solutions, a module for each part."""

from solutions.applications.reference.ctc import (
    ctc_collapse,
    ctc_gradient,
    ctc_log_likelihood,
    ctc_prefix_search,
)

__all__ = [
    "ctc_collapse",
    "ctc_gradient",
    "ctc_log_likelihood",
    "ctc_prefix_search",
]
