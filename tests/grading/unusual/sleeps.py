# unusual: sleeps a fifth of a second at each call
# assignment: hw
# exercise: square
from time import sleep


def square(x):
    sleep(0.2)
    return x * x
