"""Chapter 7: its experiments, a module each, the longest first."""

from solutions.applications.results.speech import SPEECH

EXPERIMENTS = (SPEECH,)
