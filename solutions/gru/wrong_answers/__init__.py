"""Chapter 5: misconceptions, a module for each notebook.

``fails`` names exactly the checks that a wrong answer fails; the tests prove it.
"""

from solutions.gru.wrong_answers import backward, cell, conventions, fast, layer

WRONG = cell.WRONG | backward.WRONG | layer.WRONG | conventions.WRONG | fast.WRONG
