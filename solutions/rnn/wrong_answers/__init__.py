"""Chapter 2: misconceptions, a module for each notebook.

``fails`` names exactly the checks that a wrong answer fails; the tests prove it.
"""

from solutions.rnn.wrong_answers import (
    backward,
    fast,
    forward,
    losses,
    other_losses,
    text,
    training,
)

WRONG = (
    forward.WRONG
    | text.WRONG
    | losses.WRONG
    | other_losses.WRONG
    | backward.WRONG
    | training.WRONG
    | fast.WRONG
)
