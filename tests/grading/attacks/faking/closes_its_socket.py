# attack: closes every descriptor in the middle of a call
# assignment: hw
# exercise: square
# status: crashed
# score: 0
import os


def square(x):
    os.closerange(3, 4096)
    return 0
