# attack: files in memory: memfd, /dev/shm and multiprocessing's shared memory
# assignment: hw
# exercise: square
# status: wrong|memory_limit|disk_limit
# score: 0
import os
from multiprocessing import shared_memory

kept = []


def square(x):
    piece = b"x" * (1 << 24)
    for number in range(64):
        for way in (memory_file, shared_file, shared_block):
            try:
                way(number, piece)
            except Exception:
                pass
    return 0


def memory_file(number, piece):
    kept.append(os.memfd_create(f"@MARK@{number}"))
    os.write(kept[-1], piece)


def shared_file(number, piece):
    with open(f"/dev/shm/@MARK@-{number}", "wb") as file:
        file.write(piece)


def shared_block(number, piece):
    kept.append(shared_memory.SharedMemory(create=True, size=len(piece)))
    kept[-1].buf[: len(piece)] = piece
