# attack: children that have children, fifty at most, each sleeping
# assignment: hw
# exercise: square
# status: process_limit|error
# score: 0
import os
import time


def square(x):
    for _ in range(5):
        if os.fork() == 0:
            for _ in range(9):
                if os.fork() == 0:
                    time.sleep(30)
                    os._exit(0)
            time.sleep(30)
            os._exit(0)
    return 0
