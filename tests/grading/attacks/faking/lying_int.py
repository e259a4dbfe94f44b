# attack: a subclass of int that equals everything
# assignment: hw
# exercise: square
# status: wrong
# score: 0
class Number(int):
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    __hash__ = int.__hash__


def square(x):
    return Number(0)
