# unusual: works in float32
# assignment: hw
# exercise: normalise
def normalise(array):
    array = np.asarray(array, dtype=np.float32)
    return array / array.sum(dtype=np.float32)
