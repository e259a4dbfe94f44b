# unusual: returns numbers of NumPy's own types
# assignment: hw
# exercise: square
def square(x):
    return np.int64(x) ** 2


# exercise: fibonacci
def fibonacci(n):
    a, b = np.int64(0), np.int64(1)
    for _ in range(n):
        a, b = b, a + b
    return a


# exercise: clip
def clip(x, low, high):
    return np.clip(x, low, high)
