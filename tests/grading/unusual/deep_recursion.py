# unusual: 900 calls deep, and 5000 after raising the limit
# assignment: hw
# exercise: square
def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


def square(x):
    assert depth(900) == 900
    return x * x


# exercise: fibonacci
import sys

sys.setrecursionlimit(20_000)


def fibonacci(n, a=0, b=1):
    assert depth(5000) == 5000
    return a if n == 0 else fibonacci(n - 1, b, a + b)
