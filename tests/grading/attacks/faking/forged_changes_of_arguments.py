# attack: reports changed arguments of other numbers, types and sizes than were sent
# assignment: hw
# exercise: sort_in_place
# status: bad_return|wrong|crashed|error
# score: 0
import gc
import itertools

server = next(o for o in gc.get_objects() if type(o).__name__ == "Server")
lies = itertools.cycle([((), {}), 5, ((1, 2, 3), {"a": 1}), (("text",), {}), ([], [])])
server._changed = lambda after, blob: server.dumps(next(lies))


def sort_in_place(values):
    pass
