# attack: an exception whose str, repr, args and type name all raise
# assignment: hw
# exercise: square
# status: error|crashed
# score: 0
class Name(type):
    def __getattribute__(cls, name):
        if name in ("__name__", "__mro__", "__qualname__"):
            raise RuntimeError(name)
        return super().__getattribute__(name)


class Unprintable(Exception, metaclass=Name):
    def __str__(self):
        raise RuntimeError

    __repr__ = __str__
    args = property(__str__)


def square(x):
    raise Unprintable
