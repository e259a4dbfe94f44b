"""Chapter 4: the checks of every exercise, a module for each notebook."""

from solutions.lstm.checks import cell, fast, layer, memory

MODULES = (cell, layer, memory, fast)
