# attack: opens a named pipe that nobody writes to
# assignment: hw
# exercise: square
# status: error
# score: 0
import os


def square(x):
    os.mkfifo("@MARK@.fifo")
    return len(open("@MARK@.fifo").read())
