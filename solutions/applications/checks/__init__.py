"""Chapter 7: the checks of every exercise, a module for each notebook."""

from solutions.applications.checks import translation

MODULES = (translation,)
