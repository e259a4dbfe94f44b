# attack: answers each call twice, in the hope of answering the next one too
# assignment: hw
# exercise: square
# status: bad_return|wrong|crashed|error
# score: 0
import gc
import sys


def square(x):
    server = next(o for o in gc.get_objects() if type(o).__name__ == "Server")
    frame = sys._getframe()
    while frame and "number" not in frame.f_locals:
        frame = frame.f_back
    number = frame.f_locals["number"] if frame else 1
    for later in range(number, number + 5):
        server.send((later, "returned", server.dumps(9), None, []))
    return 9
