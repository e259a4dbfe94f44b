# unusual: returns a Fraction where all numbers are whole
# assignment: hw
# exercise: mean
from fractions import Fraction


def mean(values):
    return sum(map(Fraction, values), Fraction(0)) / len(values)
