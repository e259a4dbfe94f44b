# attack: a hundred thousand lists inside one another
# assignment: hw
# exercise: square
# status: bad_return
# score: 0
def square(x):
    value = [9]
    for _ in range(100_000):
        value = [value]
    return value
