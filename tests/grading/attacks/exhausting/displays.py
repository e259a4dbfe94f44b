# attack: a hundred thousand displayed objects
# assignment: hw
# exercise: square
# status: ok|timeout|output_limit
# score: <=2
import time

end = time.monotonic() + 30
for number in range(100_000):
    if time.monotonic() > end:
        break
    display(number)


def square(x):
    return x * x
