# attack: a figure of a hundred million pixels, and a forged picture of 40 megabytes
# assignment: hw
# exercise: square
# status: ok|memory_limit|timeout
# score: <=2
import os

import matplotlib.pyplot as plt

display({"image/png": os.urandom(1000) * 40_000}, raw=True)
plt.figure(figsize=(100, 100), dpi=100)
plt.plot([1, 2])
plt.show()


def square(x):
    return x * x
