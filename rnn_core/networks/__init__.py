"""Networks of several parts, each trainable by `rnn_core.training.train`."""
