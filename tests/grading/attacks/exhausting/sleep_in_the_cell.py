# attack: sleeps before the definition
# assignment: hw
# exercise: square
# status: timeout
# score: 0
import time

time.sleep(60)


def square(x):
    return x * x
