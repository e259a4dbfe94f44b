# attack: listens for other students on TCP and on an abstract socket
# assignment: hw
# exercise: square
# status: ok
# score: 2
import socket
import threading


def listen(family, address):
    try:
        server = socket.socket(family)
        server.bind(address)
        server.listen()
        threading.Thread(target=server.accept, daemon=True).start()
    except OSError:
        pass


listen(socket.AF_INET, ("127.0.0.1", 0))
listen(socket.AF_UNIX, "\0@MARK@-meeting")


def square(x):
    return x * x
