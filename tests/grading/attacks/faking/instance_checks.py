# attack: a metaclass that makes everything an instance of everything
# assignment: hw
# exercise: square
# status: bad_return
# score: 0
class Every(type):
    def __instancecheck__(cls, thing):
        return True

    def __subclasscheck__(cls, other):
        return True

    def __eq__(cls, other):
        return True

    def __hash__(cls):
        return hash(int)


class Number(metaclass=Every):
    def __eq__(self, other):
        return True


def square(x):
    return Number()
