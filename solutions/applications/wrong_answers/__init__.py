"""Chapter 7: misconceptions, a module for each notebook.

``fails`` names exactly the checks that a wrong answer fails; the tests prove it.
"""

from solutions.applications.wrong_answers import (
    codes,
    ctc,
    ctc_search,
    labels,
    one_to_many,
    text,
    translation,
)

WRONG = (
    labels.WRONG
    | text.WRONG
    | ctc.WRONG
    | ctc_search.WRONG
    | translation.WRONG
    | codes.WRONG
    | one_to_many.WRONG
)
