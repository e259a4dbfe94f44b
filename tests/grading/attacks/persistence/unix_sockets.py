# attack: reaches servers of this computer by unix sockets, named and abstract
# assignment: hw
# exercise: square
# status: ok
# score: 2
import glob
import socket

places = ["\0@MARK@-@PORT@", "@COURSE@/socket", "/run/docker.sock"]
places += glob.glob("/run/**/*.sock", recursive=True) + glob.glob("/tmp/**/*sock*")
for place in places:
    try:
        with socket.socket(socket.AF_UNIX) as link:
            link.settimeout(0.3)
            link.connect(place)
            link.sendall(b"@MARK@")
    except OSError:
        pass


def square(x):
    return x * x
