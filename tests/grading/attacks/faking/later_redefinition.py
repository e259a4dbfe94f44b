# attack: solves the exercise in a later cell, after its test has run
# assignment: hw
# exercise: square
# status: wrong
# score: 0
def square(x):
    return 0


# exercise: mean
def square(x):
    return x * x
