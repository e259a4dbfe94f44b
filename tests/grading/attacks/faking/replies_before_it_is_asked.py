# attack: fills the pipe with replies while its cell runs, before any call
# assignment: hw
# exercise: square
# status: bad_return|wrong|crashed|error
# score: 0
import gc

server = next(o for o in gc.get_objects() if type(o).__name__ == "Server")
for number in range(1, 100):
    for value in (9, 4):
        server.send((number, "returned", server.dumps(value), None, []))


def square(x):
    return 0
