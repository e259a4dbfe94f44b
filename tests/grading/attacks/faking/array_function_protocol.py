# attack: an object that answers for NumPy's own functions, and an array of such objects
# assignment: hw
# exercise: normalise
# status: bad_return
# score: 0
class Agree:
    shape = (2, 2)

    def __array_function__(self, *_, **__):
        return True

    def __array_ufunc__(self, *_, **__):
        return True

    __array_priority__ = 1e9
    __eq__ = __lt__ = __le__ = __ge__ = lambda self, other: True


def normalise(array):
    return Agree()
