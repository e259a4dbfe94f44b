# attack: returns an object whose reduction would run a command where it is unpickled
# assignment: hw
# exercise: square
# status: bad_return
# score: 0
import os


class Gadget:
    def __reduce__(self):
        return os.system, ("touch @COURSE@/@MARK@",)

    __getstate__ = __reduce_ex__ = __array__ = __getnewargs__ = __reduce__


def square(x):
    return Gadget()
