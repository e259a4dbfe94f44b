"""The checks of an exercise, built once for the proofs that follow one another.

Every call in a check is made on copies of its arguments, so that nothing is passed on.
"""

import functools

from autograder import sources


@functools.lru_cache(maxsize=16)
def all_checks(name, seed):
    """Return the visible checks of an exercise, and the hidden ones of a seed."""
    suite = sources.suite(name)
    return [*suite.build(hidden=False), *suite.build(hidden=True, seed=seed)]
