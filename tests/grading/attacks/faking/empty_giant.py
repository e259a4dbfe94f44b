# attack: an array of shape (0, 10**15), and one of sixty-four dimensions
# assignment: hw
# exercise: normalise
# status: bad_return
# score: 0
def normalise(array):
    if array.ndim == 1:
        return np.empty((0, 10**15))
    return np.empty((1,) * 60 + (0,))
