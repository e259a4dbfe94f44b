# attack: an exception with a message of a hundred million characters
# assignment: hw
# exercise: square
# status: error
# score: 0
def square(x):
    raise ValueError("m" * 100_000_000)
