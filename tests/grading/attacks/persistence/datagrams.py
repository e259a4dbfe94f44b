# attack: sends datagrams to this computer, to a name server and to everybody
# assignment: hw
# exercise: square
# status: ok
# score: 2
import socket

try:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as link:
        link.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        for host in ("127.0.0.1", "192.0.2.53", "255.255.255.255"):
            try:
                link.sendto(b"@MARK@", (host, int("@PORT@")))
            except OSError:
                pass
    socket.getaddrinfo("attack.invalid", 80)
except OSError:
    pass


def square(x):
    return x * x
