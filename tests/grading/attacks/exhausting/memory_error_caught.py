# attack: catches MemoryError and goes on asking for less
# assignment: hw
# exercise: square
# status: wrong|memory_limit|timeout
# score: 0
def square(x):
    kept, size = [], 1 << 30
    while size > 1 << 12 and len(kept) < 4096:
        try:
            kept.append(bytearray(size))
        except MemoryError:
            size //= 2
    return 0
