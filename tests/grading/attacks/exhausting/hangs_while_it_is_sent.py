# attack: a value whose attributes take for ever to look at
# assignment: hw
# exercise: square
# status: bad_return|timeout
# score: 0
import time


class Slow:
    def __getattribute__(self, name):
        time.sleep(60)

    __len__ = __iter__ = __repr__ = __array__ = lambda self: time.sleep(60)


def square(x):
    return Slow()
