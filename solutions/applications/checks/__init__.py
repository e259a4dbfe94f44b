"""Chapter 7: the checks of every exercise, a module for each notebook."""

from solutions.applications.checks import (
    codes,
    ctc,
    labels,
    one_to_many,
    text,
    translation,
)

MODULES = (labels, text, ctc, translation, codes, one_to_many)
