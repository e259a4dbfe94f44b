# attack: ends the process with status 0 in the middle of a test
# assignment: hw
# exercise: square
# status: crashed
# score: 0
import os


def square(x):
    os._exit(0)
