"""Solutions of the unit gradients: why they vanish or explode, and what helps."""
