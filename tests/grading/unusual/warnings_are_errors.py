# unusual: turns all warnings and all floating point faults into errors
# assignment: hw
# exercise: normalise
import warnings

warnings.simplefilter("error")
np.seterr(all="raise")


def normalise(array):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return np.true_divide(array, np.sum(array))
