# attack: ignores and blocks every signal, and sleeps
# assignment: hw
# exercise: square
# status: timeout
# score: 0
import signal
import time

for number in signal.valid_signals():
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())


def square(x):
    while True:
        time.sleep(1000)
