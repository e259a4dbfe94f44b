"""Networks of several layers for chapter 7, each a value that `train` can train."""
