# attack: recursion without end, the limit taken away
# assignment: hw
# exercise: square
# status: timeout|crashed|error|memory_limit
# score: 0
import sys

sys.setrecursionlimit(10**9)


def square(x):
    return square(x) + 1
