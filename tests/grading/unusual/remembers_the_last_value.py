# unusual: uses IPython's memory of the last value
# assignment: hw
# extra cell
6 * 7
# exercise: mean
answer = _


def mean(values):
    return sum(values) / len(values) + answer - 42
