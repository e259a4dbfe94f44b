# unusual: helpers stand in cells of their own
# assignment: hw
# extra cell
def total(values):
    result = 0
    for value in values:
        result += value
    return result
# extra cell
COUNT = len
# exercise: mean
def mean(values):
    return total(values) / COUNT(values)
