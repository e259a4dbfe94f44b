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
        for page in range(0, 1 << 26, 4096):
            piece[page] = 1
        kept.append(piece)
    return 0
