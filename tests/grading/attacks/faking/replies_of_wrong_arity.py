# attack: replies with too few parts, too many and parts of wrong types to every request
# assignment: hw
# exercise: square
# status: bad_return|wrong|crashed|error
# score: 0
import gc
import itertools

server = next(o for o in gc.get_objects() if type(o).__name__ == "Server")
turns = itertools.cycle([(), (None,), (1, 2, 3, 4, 5, 6), ("returned",), ({}, {}, {})])


def forged(request):
    server.send((request[1], *next(turns)))


server.handle = forged
