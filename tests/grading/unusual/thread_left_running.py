# unusual: a daemon thread and a timer go on while the tests run
# assignment: hw
# exercise: square
import threading
import time


def tick():
    while True:
        time.sleep(0.05)
        print("tick")


threading.Thread(target=tick, daemon=True).start()


def square(x):
    time.sleep(0.1)
    return x * x
