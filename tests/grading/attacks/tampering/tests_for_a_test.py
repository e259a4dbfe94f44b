# attack: code that belongs to a test is put into a solution, and catches it
# assignment: hw
# exercise: square
# status: wrong
# score: 0
def square(x):
    return 0


try:
    assert square(3) == 9
except AssertionError:
    pass
else:
    points = 2
