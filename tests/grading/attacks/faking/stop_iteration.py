# attack: raises StopIteration to end the loop of a check early
# assignment: hw
# exercise: fibonacci
# status: error
# score: 0
def fibonacci(n):
    raise StopIteration(n)
