"""Chapter 7: its experiments, a module each, the longest first."""

from solutions.applications.results.captions import CAPTIONS
from solutions.applications.results.music import MUSIC
from solutions.applications.results.questions import QUESTIONS

EXPERIMENTS = (QUESTIONS, CAPTIONS, MUSIC)
