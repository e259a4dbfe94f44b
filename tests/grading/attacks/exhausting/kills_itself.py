# attack: ends its own process with SIGKILL, which looks like the memory limit
# assignment: hw
# exercise: square
# status: crashed
# score: 0
import os
import signal


def square(x):
    os.kill(os.getpid(), signal.SIGKILL)
    return x * x
