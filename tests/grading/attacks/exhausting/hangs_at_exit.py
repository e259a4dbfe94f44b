# attack: exit handlers, threads and finalisers that never end
# assignment: hw
# exercise: square
# status: ok
# score: 2
import atexit
import threading
import time


class Slow:
    def __del__(self):
        time.sleep(40)


kept = Slow()
atexit.register(time.sleep, 40)
threading.Thread(target=time.sleep, args=(40,), daemon=False).start()


def square(x):
    return x * x
