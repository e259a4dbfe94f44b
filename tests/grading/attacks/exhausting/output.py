# attack: prints without end
# assignment: hw
# exercise: square
# status: output_limit|timeout
# score: 0
import time

end = time.monotonic() + 60


def square(x):
    while time.monotonic() < end:
        print("x" * 1_000_000)
