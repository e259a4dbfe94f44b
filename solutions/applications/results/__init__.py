"""Chapter 7: its experiments, a module each, the longest first."""

from solutions.applications.results.language import LETTERS, WORDS
from solutions.applications.results.writing import WRITING

EXPERIMENTS = (LETTERS, WORDS, WRITING)
