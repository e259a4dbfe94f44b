"""Chapter 6: misconceptions, a module for each notebook.

``fails`` names exactly the checks that a wrong answer fails; the tests prove it.
"""

from solutions.variants.wrong_answers import both_ways, cells, continuous, layers

WRONG = layers.WRONG | both_ways.WRONG | cells.WRONG | continuous.WRONG
