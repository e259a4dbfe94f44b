"""Chapter 7: its experiments, a module each, the longest first."""

from solutions.applications.results.dates import DATES
from solutions.applications.results.translation import LENGTHS, TRANSLATION

EXPERIMENTS = (TRANSLATION, DATES, LENGTHS)
