"""Chapter 7: misconceptions, a module for each notebook.

``fails`` names exactly the checks that a wrong answer fails; the tests prove it.
"""

from solutions.applications.wrong_answers import translation

WRONG = translation.WRONG
