"""Chapter 1: the reference solutions, a module for each notebook."""

from solutions.graph.reference.backward import (
    graph_backward,
    graph_evaluate,
    vjp_broadcast_add,
    vjp_elementwise,
    vjp_matmul,
)
from solutions.graph.reference.paths import (
    chain_rule_path,
    chain_rule_paths,
    count_paths,
    topological_order,
)
from solutions.graph.reference.testing import (
    gradient_check,
    jvp,
    numeric_gradient,
)

__all__ = [
    "chain_rule_path",
    "chain_rule_paths",
    "count_paths",
    "gradient_check",
    "graph_backward",
    "graph_evaluate",
    "jvp",
    "numeric_gradient",
    "topological_order",
    "vjp_broadcast_add",
    "vjp_elementwise",
    "vjp_matmul",
]
