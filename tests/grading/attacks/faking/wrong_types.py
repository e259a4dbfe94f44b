# attack: modules, types, frames, sockets and ellipses as values
# assignment: hw
# exercise: ratios
# status: error
# score: 0
import socket
import sys

ratios = [sys, type, sys._getframe(), ..., NotImplemented, memoryview(b"8"), {1}]
ratios.append(socket.socketpair())
