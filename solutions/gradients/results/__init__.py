"""Chapter 3: its experiments, a module each, the longest first."""

from solutions.gradients.results.adding import ADDING
from solutions.gradients.results.agreement import AGREEMENT, MIXED
from solutions.gradients.results.cliff import CLIFF
from solutions.gradients.results.temporal_order import TEMPORAL_ORDER

EXPERIMENTS = (TEMPORAL_ORDER, ADDING, AGREEMENT, MIXED, CLIFF)
