"""Chapter 7: its experiments, a module each, the longest first."""

from solutions.applications.results.spoken import SPOKEN
from solutions.applications.results.texts import TEXTS

EXPERIMENTS = (SPOKEN, TEXTS)
