# attack: a loop that no exception and no signal ends
# assignment: hw
# exercise: square
# status: timeout
# score: 0
import signal
import time

end = time.monotonic() + 60


def square(x):
    for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.Signals)
    while time.monotonic() < end:
        try:
            while time.monotonic() < end:
                pass
        except BaseException:
            pass
