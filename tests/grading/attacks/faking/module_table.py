# attack: puts a lying numpy and a lying math into sys.modules
# assignment: hw
# exercise: normalise
# status: wrong
# score: 0
import sys
import types


class Liar(types.ModuleType):
    def __getattr__(self, name):
        return lambda *arguments, **options: self

    def __eq__(self, other):
        return True

    __hash__ = None


for _name in ("numpy.testing", "unittest", "math", "numpy.testing._private.utils"):
    sys.modules[_name] = Liar(_name)


def normalise(array):
    return array
