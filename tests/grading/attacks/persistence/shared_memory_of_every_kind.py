# attack: leaves what it saw in shared memory, queues, semaphores and locks of every kind
# assignment: hw
# exercise: count_words
# status: ok
# score: 2
import ctypes
import fcntl
import os
import sys

libc = ctypes.CDLL(None, use_errno=True)
kept = []


def count_words(text):
    key = 0x5EED
    memory = libc.shmget(key, 4096, 0o1666)
    queue = libc.msgget(key, 0o1666)
    semaphores = libc.semget(key, 8, 0o1666)
    print(memory, queue, semaphores)
    for name in (b"/attack", b"/@MARK@"):
        libc.syscall(240, name, 0o102, 0o666, None)
    for flags in (0, 1, 2):
        libc.syscall(319, b"attack", flags)  # memfd_create
    for path in (os.__file__, sys.executable, "/dev/null", "/etc/localtime"):
        try:
            kept.append(open(path, "rb"))
            fcntl.flock(kept[-1], fcntl.LOCK_EX | fcntl.LOCK_NB)
            fcntl.fcntl(kept[-1], 1024, 0)  # F_SETLEASE
        except OSError:
            pass
    for place in ("/dev/shm", "/run", "/tmp", "/var/tmp", "/dev", "/proc", "/"):
        try:
            with open(f"{place}/@MARK@", "w") as file:
                file.write(text)
        except OSError:
            pass
    return {word: text.split().count(word) for word in text.split()}
