# attack: two thousand threads
# assignment: hw
# exercise: square
# status: process_limit|error
# score: <=2
import threading
import time


def square(x):
    for _ in range(2000):
        threading.Thread(target=time.sleep, args=(20,), daemon=True).start()
    return x * x
