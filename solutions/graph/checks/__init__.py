"""Chapter 1: the checks of every exercise, a module for each notebook."""

from solutions.graph.checks import backward, paths, testing

MODULES = (paths, backward, testing)
