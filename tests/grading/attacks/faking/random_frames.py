# attack: replies of random bytes, many of them
# assignment: hw
# exercise: square
# status: bad_return|crashed|timeout
# score: 0
import gc
import random


def square(x):
    server = next(o for o in gc.get_objects() if type(o).__name__ == "Server")
    draw = random.Random(5)
    for _ in range(100):
        data = draw.randbytes(draw.randrange(1, 200))
        server.sock.sendall(len(data).to_bytes(4, "little") + data)
    return 0
