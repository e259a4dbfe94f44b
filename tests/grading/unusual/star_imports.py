# unusual: star imports that hide Python's own sum, abs, min and max
# assignment: hw
# exercise: mean
from math import *
from numpy import *


def mean(values):
    return sum(values) / size(values)
# exercise: clip
def clip(x, low, high):
    return minimum(maximum(x, low), high)
