# attack: has the kernel write everything to disk, again and again
# assignment: hw
# exercise: square
# status: ok
# score: 2
import os
import time

end = time.monotonic() + 1
while time.monotonic() < end:
    os.sync()


def square(x):
    return x * x
