# unusual: gives a warning at each call
# assignment: hw
# exercise: fibonacci
import warnings


def fibonacci(n):
    warnings.warn("this is slow", DeprecationWarning)
    warnings.warn(f"very slow for {n}")
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a
