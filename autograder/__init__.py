"""The instructor's side of the course: release, sample class, grading.

``from autograder import hidden_check`` is what a locked cell says under grading; it
is loaded on demand, so that the command line starts quickly.
"""

from __future__ import annotations

from typing import Any

__all__ = ["hidden_check"]


def __getattr__(name: str) -> Any:
    if name == "hidden_check":
        from autograder.hidden import hidden_check

        return hidden_check
    raise AttributeError(f"module 'autograder' has no attribute {name!r}")
