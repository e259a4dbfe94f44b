# attack: takes the memory while the cell runs, and keeps it
# assignment: hw
# exercise: square
# status: memory_limit|timeout
# score: 0
kept = [bytearray(1 << 24) for _ in range(256)]


def square(x):
    return x * x
