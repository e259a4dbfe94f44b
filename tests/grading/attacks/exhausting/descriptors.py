# attack: opens files until there are no descriptors left
# assignment: hw
# exercise: square
# status: ok
# score: 2
import os
import socket

kept = []
for _ in range(20_000):
    try:
        kept.append(os.open("/dev/null", os.O_RDONLY))
    except OSError:
        break
try:
    kept += [socket.socketpair() for _ in range(1000)]
except OSError:
    pass


def square(x):
    return x * x
