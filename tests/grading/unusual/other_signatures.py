# unusual: other names of parameters, defaults, *args and **kwargs
# assignment: hw
# exercise: square
def square(number, /, *rest, verbose=False, **more):
    return number * number
# exercise: clip
def clip(*args):
    return sorted(args, key=float)[1]
# exercise: normalise
def normalise(a, axis=None, *, scale=1):
    return scale * np.divide(a, np.sum(a, axis=axis))
