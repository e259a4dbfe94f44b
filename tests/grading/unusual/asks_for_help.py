# unusual: asks IPython and Python for help
# assignment: hw
# exercise: square
square = 1
square?
def square(x):
    """Return the square."""
    return x * x
help(square)
# extra cell
square??
# extra cell
?math.sqrt
