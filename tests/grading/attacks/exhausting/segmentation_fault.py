# attack: writes to address zero
# assignment: hw
# exercise: square
# status: crashed
# score: 0
import ctypes


def square(x):
    ctypes.memset(0, 0, 1)
