"""Chapter 6: the checks of every exercise, a module for each notebook."""

from solutions.variants.checks import both_ways, cells, continuous, layers

MODULES = (layers, both_ways, cells, continuous)
