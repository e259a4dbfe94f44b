# attack: calls fork, vfork and clone3 as bare system calls
# assignment: hw
# exercise: square
# status: ok
# score: 2
import ctypes
import os
import time

libc = ctypes.CDLL(None, use_errno=True)
parent = os.getpid()
for number in (57, 435, 56):  # fork, clone3, clone
    made = libc.syscall(number, 17, 0, 0, 0, 0)
    if made == 0 and os.getpid() != parent:
        time.sleep(30)
        os._exit(0)


def square(x):
    return x * x
