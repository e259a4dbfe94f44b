# attack: a returned object whose __del__ rewrites the test's names
# assignment: hw
# exercise: clip
# status: bad_return
# score: 0
import gc


class Trap:
    def __del__(self):
        for thing in gc.get_objects():
            if type(thing) is dict and "score" in thing:
                thing["score"] = 4.0


def clip(x, low, high):
    return Trap()
