# attack: an array in which every entry is masked
# assignment: hw
# exercise: normalise
# status: bad_return
# score: 0
def normalise(array):
    return np.ma.masked_all(array.shape)
