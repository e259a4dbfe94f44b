# unusual: works in threads and joins them
# assignment: hw
# exercise: mean
from concurrent.futures import ThreadPoolExecutor


def mean(values):
    with ThreadPoolExecutor(2) as pool:
        total, count = pool.map(lambda f: f(values), (sum, len))
    return total / count
# exercise: square
import queue
import threading


def square(x):
    results = queue.Queue()
    threads = [threading.Thread(target=results.put, args=(x,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return x * results.get(timeout=5)
