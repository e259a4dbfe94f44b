# attack: reaches the instructor's files through /proc/*/root and /proc/*/cwd
# assignment: hw
# exercise: square
# status: wrong
# score: 0
import glob
import re


def square(x):
    if x < 100:
        return x * x
    ends = ("@COURSE@/source/hw/hw.ipynb", "/source/hw/hw.ipynb")
    starts = glob.glob("/proc/[0-9]*/root") + glob.glob("/proc/[0-9]*/cwd")
    for path in [start + end for start in starts for end in ends]:
        try:
            found = re.search(rf"square\({x}\) == (\d+)", open(path).read())
        except OSError:
            continue
        if found:
            return int(found[1])
    return 0
