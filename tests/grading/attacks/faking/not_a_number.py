# attack: nan everywhere
# assignment: hw
# exercise: mean
# status: wrong
# score: 0
def mean(values):
    return float("nan")
