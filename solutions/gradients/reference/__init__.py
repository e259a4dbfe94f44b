"""Chapter 3: the reference solutions, a module for each part."""

from solutions.gradients.reference.clipping import clip_by_norm, clip_by_value
from solutions.gradients.reference.initialisation import identity_init, orthogonal_init
from solutions.gradients.reference.jacobians import (
    gradient_norms_through_time,
    jacobian_product,
    step_jacobian,
    vanishing_bound,
)
from solutions.gradients.reference.powers import (
    linear_recurrence,
    linear_recurrence_gradient,
)
from solutions.gradients.reference.surface import descend, error_surface

__all__ = [
    "clip_by_norm",
    "clip_by_value",
    "descend",
    "error_surface",
    "gradient_norms_through_time",
    "identity_init",
    "jacobian_product",
    "linear_recurrence",
    "linear_recurrence_gradient",
    "orthogonal_init",
    "step_jacobian",
    "vanishing_bound",
]
