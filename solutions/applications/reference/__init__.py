"""Chapter 7: the reference solutions, a module for each part."""

from solutions.applications.reference.codes import (
    autoencoder_loss,
    nearest_segments,
)

__all__ = [
    "autoencoder_loss",
    "nearest_segments",
]
