# attack: twenty cells that each take nearly as long as is allowed
# assignment: hw
# exercise: square
# status: ok
# score: 2
import time


def square(x):
    return x * x


# exercise: mean
time.sleep(1.5)
# extra cell
time.sleep(1.5)
# extra cell
time.sleep(1.5)
# extra cell
time.sleep(1.5)
# exercise: clip
time.sleep(1.5)
