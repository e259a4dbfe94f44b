# attack: an ndarray subclass that answers every function with True
# assignment: hw
# exercise: normalise
# status: bad_return
# score: 0
class Liar(np.ndarray):
    def __array_function__(self, function, types, arguments, options):
        return True

    def __array_ufunc__(self, function, method, *inputs, **options):
        return True

    def __eq__(self, other):
        return True


def normalise(array):
    return np.zeros(array.shape).view(Liar)
