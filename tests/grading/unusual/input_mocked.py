# unusual: replaces input() by answers of its own
# assignment: hw
# exercise: square
import builtins
from unittest import mock

answers = iter(["3", "4"])
builtins.input = lambda prompt="": next(answers)
assert int(input("number? ")) == 3

with mock.patch("builtins.input", return_value="12"):
    dozen = int(input())


def square(x):
    return x * x + dozen - 12
