# attack: returns an object that equals everything
# assignment: hw
# exercise: square
# status: bad_return
# score: 0
class Equal:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    __hash__ = None


def square(x):
    return Equal()
