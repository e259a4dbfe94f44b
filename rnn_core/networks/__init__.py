"""Networks larger than one layer, a module for each family of tasks."""
"""Networks of several layers for chapter 7, each a value that `train` can train."""
"""Networks of several parts, each trainable by `rnn_core.training.train`."""
"""Networks put together from the course's layers, and what they are fed with."""
