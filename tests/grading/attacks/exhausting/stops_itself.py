# attack: stops its own process with SIGSTOP
# assignment: hw
# exercise: square
# status: timeout
# score: 0
import os
import signal


def square(x):
    os.kill(os.getpid(), signal.SIGSTOP)
    return x * x
