# attack: announces a long reply, sends half of it and goes away
# assignment: hw
# exercise: square
# status: crashed|bad_return|timeout
# score: 0
import os


def square(x):
    for descriptor in range(3, 32):
        try:
            os.write(descriptor, (1000).to_bytes(4, "little") + b"half")
        except OSError:
            pass
    os._exit(0)
