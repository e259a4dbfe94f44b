"""Chapter 2: the checks of every exercise, a module for each notebook."""

from solutions.rnn.checks import backward, fast, forward, losses, text, training

MODULES = (forward, text, losses, backward, training, fast)
