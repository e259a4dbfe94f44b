# attack: sleeps, which takes no processor time
# assignment: hw
# exercise: square
# status: timeout
# score: 0
import time


def square(x):
    time.sleep(60)
    return x * x
