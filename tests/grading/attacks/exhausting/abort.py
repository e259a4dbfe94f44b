# attack: aborts, with a core to dump
# assignment: hw
# exercise: square
# status: crashed
# score: 0
import os
import resource


def square(x):
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (1 << 30, 1 << 30))
    except ValueError:
        pass
    os.abort()
