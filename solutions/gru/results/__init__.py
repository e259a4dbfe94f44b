"""Chapter 5: its experiments, a module each, the longest first."""

from solutions.gru.results.adding import ADDING
from solutions.gru.results.reber import REBER

EXPERIMENTS = (ADDING, REBER)
