# attack: an exception whose message takes for ever
# assignment: hw
# exercise: square
# status: timeout
# score: 0
import time

end = time.monotonic() + 60


class Endless(Exception):
    def __str__(self):
        while time.monotonic() < end:
            pass

    __repr__ = __str__


def square(x):
    raise Endless
