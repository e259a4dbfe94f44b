"""Chapter 7: the checks of every exercise, a module for each notebook."""

from solutions.applications.checks import labels

MODULES = (labels,)
from solutions.applications.checks import codes

MODULES = (codes,)
from solutions.applications.checks import one_to_many

MODULES = (one_to_many,)
from solutions.applications.checks import text

MODULES = (text,)
from solutions.applications.checks import ctc

MODULES = (ctc,)
from solutions.applications.checks import translation

MODULES = (translation,)
