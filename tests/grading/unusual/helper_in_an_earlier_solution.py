# unusual: everything stands in the first solution cell, later cells hold a comment
# assignment: hw
# exercise: square
def square(x):
    return product(x, x)


def product(a, b):
    return a * b


def fibonacci(n):
    root = product(5, 1) ** 0.5
    if n < 60:
        return round(((1 + root) / 2) ** n / root)
    return fibonacci(n - 1) + fibonacci(n - 2) if n < 62 else _walk(n)


def _walk(n):
    a, b = fibonacci(60), fibonacci(61)
    for _ in range(n - 60):
        a, b = b, a + b
    return a


def clip(x, low, high):
    return sorted((low, x, high))[1]
# exercise: fibonacci
# is defined above, together with square
# exercise: clip
# see above
