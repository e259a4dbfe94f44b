# attack: returns a generator in place of a number
# assignment: hw
# exercise: square
# status: wrong
# score: 0
def square(x):
    yield x * x
