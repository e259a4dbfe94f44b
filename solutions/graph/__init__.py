"""Solutions of the unit graph: computational graphs and their derivatives."""
