# attack: walks the caller's frames and takes the expected value from their constants
# assignment: hw
# exercise: square
# status: wrong
# score: 0
import sys


def square(x):
    frame = sys._getframe()
    while frame:
        for code in (frame.f_code, *frame.f_locals.values(), *frame.f_globals.values()):
            constants = getattr(code, "co_consts", ())
            if x in constants:
                return constants[constants.index(x) + 1]
        frame = frame.f_back
    return 0
