# attack: changes a small integer in memory, so that 0 and 9 are the same
# assignment: hw
# exercise: square
# status: wrong|crashed|timeout|error|bad_return
# score: 0
import ctypes


def square(x):
    ctypes.c_char.from_address(id(9) + 24).value = b"\x00"
    return 9 if x == -2 else 0
