# attack: a hundred thousand empty files in nested directories
# assignment: hw
# exercise: square
# status: disk_limit|timeout|memory_limit
# score: <=2
import os

for number in range(100_000):
    if number % 1000 == 0:
        os.mkdir(f"{number}")
        os.chdir(f"{number}")
    open(f"@MARK@{number}", "w").close()


def square(x):
    return x * x
