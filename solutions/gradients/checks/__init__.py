"""Chapter 3: the checks of every exercise, a module for each part."""

from solutions.gradients.checks import (
    clipping,
    initialisation,
    jacobians,
    powers,
    surface,
)

MODULES = (powers, jacobians, clipping, surface, initialisation)
