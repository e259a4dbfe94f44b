# attack: sys.exit(0) in the middle of a test
# assignment: hw
# exercise: square
# status: error
# score: 0
import sys


def square(x):
    sys.exit(0)
