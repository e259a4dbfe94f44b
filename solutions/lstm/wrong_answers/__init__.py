"""Chapter 4: misconceptions, a module for each notebook.

``fails`` names exactly the checks that a wrong answer fails; the tests prove it.
"""

from solutions.lstm.wrong_answers import cell, fast, layer, memory

WRONG = cell.WRONG | layer.WRONG | memory.WRONG | fast.WRONG
