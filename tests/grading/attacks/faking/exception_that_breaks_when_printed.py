# attack: raises one of Python's own exceptions with positions that its text stumbles over
# assignment: hw
# exercise: square
# status: error
# score: 0
def square(x):
    raise UnicodeEncodeError("ascii", "x", -1, 0, "reason")
