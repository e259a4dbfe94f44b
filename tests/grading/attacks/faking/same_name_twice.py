# attack: answers twice for a name, first with a function, then with the wished-for value
# assignment: hw
# exercise: square
# status: bad_return
# score: 0
import gc

server = next(o for o in gc.get_objects() if type(o).__name__ == "Server")
genuine = server.on_names
server.on_names = lambda names: (genuine(names)[0] * 2,)


def square(x):
    return x * x
