# attack: a result that prints as 100
# assignment: hw
# exercise: clip
# status: bad_return
# score: 0
class Hundred:
    def __repr__(self):
        return "100"

    def __eq__(self, other):
        return True

    def __add__(self, other):
        return self

    __radd__ = __add__


def clip(x, low, high):
    return Hundred()
