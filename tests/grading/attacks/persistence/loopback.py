# attack: reaches a server on this computer by TCP
# assignment: hw
# exercise: square
# status: ok
# score: 2
import socket

for host in ("127.0.0.1", "localhost", "::1", "0.0.0.0", "10.0.2.2", "172.17.0.1"):
    try:
        with socket.create_connection((host, int("@PORT@")), timeout=0.3) as link:
            link.sendall(b"@MARK@")
    except OSError:
        pass


def square(x):
    return x * x
