# attack: lifts Python's limit on recursion and falls off the stack, in a thread too
# assignment: hw
# exercise: square
# status: crashed|timeout|memory_limit
# score: 0
import sys
import threading

sys.setrecursionlimit(10**9)
threading.stack_size(64 * 2**20)


def square(x):
    thread = threading.Thread(target=fall, args=(x,))
    thread.start()
    thread.join()
    return fall(x)


def fall(x):
    return fall(x) + 1
