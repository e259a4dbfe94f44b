# unusual: later answers call earlier ones, also from a module-level line
# assignment: hw
# exercise: mean
def mean(values):
    return sum(values) / len(values)
# exercise: normalise
assert mean([1, 3]) == 2


def normalise(array):
    return np.asarray(array) / (mean(array.ravel().tolist()) * array.size)
# exercise: fibonacci
def fibonacci(n):
    numbers = [0, 1]
    while len(numbers) <= n:
        numbers.append(int(2 * mean(numbers[-2:])) if n < 60 else sum(numbers[-2:]))
    return numbers[n]
