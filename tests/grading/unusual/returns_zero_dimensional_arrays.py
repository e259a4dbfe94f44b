# unusual: returns arrays without dimensions instead of numbers
# assignment: hw
# exercise: mean
def mean(values):
    return np.array(np.mean(values))


# exercise: clip
def clip(x, low, high):
    return np.asarray(min(max(x, low), high))
