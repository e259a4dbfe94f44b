"""Chapter 4: its experiments, a module each, the longest first."""

from solutions.lstm.results.adding import ADDING
from solutions.lstm.results.continual import CONTINUAL
from solutions.lstm.results.reber import EMBEDDED_REBER
from solutions.lstm.results.speed import SPEED

EXPERIMENTS = (ADDING, CONTINUAL, EMBEDDED_REBER, SPEED)
