# attack: a pool of processes, and the multiprocessing module's own server
# assignment: hw
# exercise: square
# status: error|process_limit
# score: 0
from concurrent.futures import ProcessPoolExecutor


def square(x):
    with ProcessPoolExecutor(8) as pool:
        return list(pool.map(abs, [x] * 8))[0]
