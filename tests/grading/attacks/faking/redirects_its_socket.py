# attack: puts /dev/null and a pipe in place of its sockets
# assignment: hw
# exercise: square
# status: crashed|timeout|bad_return
# score: 0
import os


def square(x):
    there = os.open("/dev/null", os.O_RDWR)
    for descriptor in range(3, 32):
        if descriptor != there:
            os.dup2(there, descriptor)
    return 0
