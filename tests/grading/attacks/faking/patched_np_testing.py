# attack: replaces numpy's comparisons by functions that accept everything
# assignment: hw
# exercise: normalise
# status: wrong
# score: 0
import numpy.testing

for _name in ("assert_allclose", "assert_array_equal", "assert_almost_equal"):
    setattr(np.testing, _name, lambda *arguments, **options: None)
    setattr(numpy.testing._private.utils, _name, lambda *arguments, **options: None)


def normalise(array):
    return array
