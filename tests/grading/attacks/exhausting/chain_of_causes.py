# attack: an exception with a hundred thousand causes, the last of which is the first
# assignment: hw
# exercise: square
# status: error
# score: 0
def square(x):
    first = error = ValueError("first")
    for number in range(100_000):
        error.__cause__ = error = ValueError(str(number))
    error.__cause__ = first
    raise first
