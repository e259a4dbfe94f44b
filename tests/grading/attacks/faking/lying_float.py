# attack: a subclass of float whose differences are always zero
# assignment: hw
# exercise: mean
# status: wrong
# score: 0
class Number(float):
    def __sub__(self, other):
        return Number(0)

    __rsub__ = __sub__

    def __abs__(self):
        return 0.0

    def __lt__(self, other):
        return True


def mean(values):
    return Number(0.5)
