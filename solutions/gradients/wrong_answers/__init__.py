"""Chapter 3: misconceptions, a module for each part.

``fails`` names exactly the checks that a wrong answer fails; the tests prove it.
"""

from solutions.gradients.wrong_answers import (
    clipping,
    initialisation,
    jacobians,
    powers,
    surface,
)

WRONG = (
    powers.WRONG
    | jacobians.WRONG
    | clipping.WRONG
    | surface.WRONG
    | initialisation.WRONG
)
