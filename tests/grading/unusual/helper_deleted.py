# unusual: deletes helpers that are no longer needed
# assignment: hw
# exercise: clip
def _make(choose):
    def clip(x, low, high):
        return choose(low, choose(x, high, min), max)

    return clip


def _choose(a, b, how):
    return how(a, b)


clip = _make(_choose)
del _make, _choose
