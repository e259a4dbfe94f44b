# attack: attaches to its parent with ptrace, and to its siblings with pidfd_getfd
# assignment: hw
# exercise: square
# status: ok
# score: 2
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
for pid in (os.getppid(), 1, 2, 3, 4):
    print(libc.ptrace(16, pid, 0, 0), ctypes.get_errno())
    handle = libc.syscall(434, pid, 0)
    for number in range(3, 20):
        if handle >= 0 and libc.syscall(438, handle, number, 0) >= 0:
            print("@MARK@ took descriptor", number, "of", pid)


def square(x):
    return x * x
