"""Chapter 7: the reference solutions, a module for each part."""

from solutions.applications.reference.one_to_many import one_to_many_forward

__all__ = ["one_to_many_forward"]
