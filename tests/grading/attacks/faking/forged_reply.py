# attack: sends a well-formed reply that carries a score, a status and a time
# assignment: hw
# exercise: square
# status: bad_return
# score: 0
import gc


def square(x):
    server = next(o for o in gc.get_objects() if type(o).__name__ == "Server")
    lie = {"status": "ok", "score": 2.0, "points": 2.0, "seconds": 0.0}
    for number in range(1, 50):
        server.send((number, "returned", lie, None, []))
        server.send((number, "score", 2.0))
    return 0
