# unusual: the ratios are an array
# assignment: hw
# exercise: fibonacci
def fibonacci(n):
    def numbers():
        a, b = 0, 1
        while True:
            yield a
            a, b = b, a + b

    from itertools import islice

    return next(islice(numbers(), n, None))
# exercise: ratios
numbers = np.array([fibonacci(n) for n in range(1, 10)])
ratios = numbers[1:] / numbers[:-1]
