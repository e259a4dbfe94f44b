"""Chapter 1: misconceptions, a module for each notebook.

``fails`` names exactly the checks that a wrong answer fails; the tests prove it.
"""

from solutions.graph.wrong_answers import backward, paths, testing

WRONG = paths.WRONG | backward.WRONG | testing.WRONG
