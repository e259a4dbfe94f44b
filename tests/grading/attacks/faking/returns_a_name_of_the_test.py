# attack: returns strings that look like the test's own names and numbers
# assignment: hw
# exercise: square
# status: wrong
# score: 0
def square(x):
    return str(x * x)
