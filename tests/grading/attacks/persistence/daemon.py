# attack: a daemon by double fork and setsid, which writes files for as long as it lives
# assignment: hw
# exercise: square
# status: ok
# score: 2
import os
import time

try:
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for number in range(300):
                try:
                    open(f"/tmp/@MARK@-{number}", "w").close()
                except OSError:
                    pass
                time.sleep(0.2)
        os._exit(0)
except OSError:
    pass


def square(x):
    return x * x
