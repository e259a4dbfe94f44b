"""Chapter 6: its experiments, a module each, the longest first."""

from solutions.variants.results.agent import AGENT
from solutions.variants.results.dynamics import DYNAMICS
from solutions.variants.results.waves import WAVES
from solutions.variants.results.window import WINDOW

EXPERIMENTS = (WAVES, WINDOW, AGENT, DYNAMICS)
