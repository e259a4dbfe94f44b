"""Chapter 7: its experiments, a module each, the longest first."""

EXPERIMENTS = ()
