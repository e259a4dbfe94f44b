# unusual: works in long double and returns it in column order, read-only
# assignment: hw
# exercise: normalise
def normalise(array):
    exact = np.asarray(array, dtype=np.longdouble)
    result = np.asfortranarray(exact / exact.sum())
    result.setflags(write=False)
    return result
