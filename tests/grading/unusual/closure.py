# unusual: a closure that counts its calls in a nonlocal variable
# assignment: hw
# exercise: clip
def make_clip():
    calls = 0

    def inner(x, low, high):
        nonlocal calls
        calls += 1
        return min(max(x, low), high)

    return inner


clip = make_clip()
