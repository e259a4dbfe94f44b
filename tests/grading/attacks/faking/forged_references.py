# attack: refers to objects of the judge by forged handles of every kind
# assignment: hw
# exercise: square
# status: bad_return|wrong|crashed|error
# score: 0
import gc

server = next(o for o in gc.get_objects() if type(o).__name__ == "Server")
kinds = ["callback", "opaque", "callable", "stub", "judge", "", "__class__"]
turns = [0]


class Thing:
    pass


def forged(value):
    turns[0] += 1
    return kinds[turns[0] % 7], turns[0] % 5 - 1, "abs"


server.refer = forged
square = Thing()


def mean(values):
    return Thing()
