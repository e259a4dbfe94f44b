# attack: writes 300 megabytes to descriptors 1 and 2, past Python
# assignment: hw
# exercise: square
# status: ok
# score: 2
import os

for _ in range(150):
    os.write(1, b"z" * 1_000_000)
    os.write(2, b"z" * 1_000_000)


def square(x):
    return x * x
