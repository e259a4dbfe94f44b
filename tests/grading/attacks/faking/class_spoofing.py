# attack: an object whose __class__ says int
# assignment: hw
# exercise: square
# status: bad_return
# score: 0
class Number:
    __class__ = int

    def __eq__(self, other):
        return True

    def __int__(self):
        return 9

    __index__ = __int__


def square(x):
    return Number()
