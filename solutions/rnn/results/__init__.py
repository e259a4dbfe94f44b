"""Chapter 2: its experiments, a module each, the longest first."""

from solutions.rnn.results.stories import STORIES
from solutions.rnn.results.xor import TEMPORAL_XOR

EXPERIMENTS = (STORIES, TEMPORAL_XOR)
