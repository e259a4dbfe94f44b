"""Chapter 4: the checks of every exercise, a module for each notebook."""

from solutions.lstm.checks import cell, layer

MODULES = (cell, layer)
