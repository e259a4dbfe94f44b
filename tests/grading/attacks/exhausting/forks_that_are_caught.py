# attack: tries to fork again and again, and catches every refusal
# assignment: hw
# exercise: square
# status: ok
# score: 2
import os
import time


def square(x):
    for _ in range(50):
        try:
            if os.fork() == 0:
                time.sleep(20)
                os._exit(0)
        except OSError:
            pass
    return x * x
