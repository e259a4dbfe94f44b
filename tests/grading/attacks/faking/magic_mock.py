# attack: a MagicMock in place of the function
# assignment: hw
# exercise: square
# status: wrong
# score: 0
from unittest.mock import MagicMock

square = MagicMock()
square.return_value.__eq__ = lambda self, other: True
