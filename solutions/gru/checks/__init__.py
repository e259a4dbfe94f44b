"""Chapter 5: the checks of every exercise, a module for each notebook."""

from solutions.gru.checks import cell, conventions, fast, layer

MODULES = (cell, layer, conventions, fast)
