# attack: timers and signals that interrupt whatever the process does next
# assignment: hw
# exercise: square
# status: crashed|error|timeout|wrong
# score: 0
import signal


def interrupt(number, frame):
    raise KeyboardInterrupt


for number in (signal.SIGALRM, signal.SIGVTALRM, signal.SIGPROF, signal.SIGTERM):
    signal.signal(number, interrupt)
signal.setitimer(signal.ITIMER_REAL, 0.001, 0.0005)
signal.setitimer(signal.ITIMER_PROF, 0.001, 0.0005)


def square(x):
    return x * x
