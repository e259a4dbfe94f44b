# unusual: decorated by functions that hide its name and signature
# assignment: hw
# exercise: square
import time
from functools import singledispatch


def timed(function):
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        result = function(*args, **kwargs)
        print(f"{time.perf_counter() - start:.6f} s")
        return result

    return wrapper


@timed
@timed
def square(x):
    return x * x


# exercise: normalise
@singledispatch
def normalise(array):
    raise TypeError(type(array))


@normalise.register
def _(array: np.ndarray):
    return array / array.sum()
