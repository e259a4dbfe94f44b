"""Networks of several parts for chapter 7, each trainable by `train`."""
