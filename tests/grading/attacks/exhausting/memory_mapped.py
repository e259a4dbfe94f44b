# attack: anonymous shared mappings, written to page by page
# assignment: hw
# exercise: square
# status: memory_limit|error
# score: 0
import mmap

kept = []


def square(x):
    for _ in range(64):
        piece = mmap.mmap(-1, 1 << 26)
        piece[::4096] = bytes(1 << 14)  # in C: memory has to be gone before time is
        kept.append(piece)
    return 0
