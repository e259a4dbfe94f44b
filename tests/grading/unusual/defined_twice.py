# unusual: defines the function twice, first wrongly, and again in a later cell
# assignment: hw
# exercise: square
def square(x):
    return x + x


def square(x):
    return x * x


# exercise: mean
def square(x):
    return x**2


def mean(values):
    return sum(values) / len(values)
