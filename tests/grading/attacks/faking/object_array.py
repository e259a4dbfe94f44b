# attack: an object array whose entries equal everything
# assignment: hw
# exercise: normalise
# status: error|bad_return
# score: 0
class Entry:
    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__

    def __abs__(self):
        return 0.0

    def __float__(self):
        return 0.0


def normalise(array):
    answer = np.empty(array.shape, dtype=object)
    answer[...] = Entry()
    return answer
