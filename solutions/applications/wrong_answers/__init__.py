"""Chapter 7: misconceptions, a module for each notebook.

``fails`` names exactly the checks that a wrong answer fails; the tests prove it.
"""

from solutions.applications.wrong_answers import labels

WRONG = labels.WRONG
from solutions.applications.wrong_answers import codes

WRONG = codes.WRONG
from solutions.applications.wrong_answers import one_to_many

WRONG = one_to_many.WRONG
from solutions.applications.wrong_answers import text

WRONG = text.WRONG
from solutions.applications.wrong_answers import ctc, ctc_search

WRONG = ctc.WRONG | ctc_search.WRONG
from solutions.applications.wrong_answers import translation

WRONG = translation.WRONG
