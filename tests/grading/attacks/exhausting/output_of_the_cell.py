# attack: prints without end before the definition, and catches what stops it
# assignment: hw
# exercise: square
# status: timeout|output_limit
# score: 0
import sys
import time

end = time.monotonic() + 60
while time.monotonic() < end:
    try:
        print("y" * 1_000_000, file=sys.stderr)
    except BaseException:
        pass


def square(x):
    return x * x
