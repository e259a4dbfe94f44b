# attack: never returns
# assignment: hw
# exercise: square
# status: timeout
# score: 0
import time

end = time.monotonic() + 60


def square(x):
    while time.monotonic() < end:
        pass
