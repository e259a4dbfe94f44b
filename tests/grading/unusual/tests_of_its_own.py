# unusual: brings its own tests: assertions, numpy.testing, doctest, unittest
# assignment: hw
# exercise: square
import doctest
import unittest

from numpy.testing import assert_allclose, assert_equal


def square(x):
    """Return the square.

    >>> square(4)
    16
    """
    assert_allclose(x, x)
    return x * x


class TestSquare(unittest.TestCase):
    def test_three(self):
        self.assertEqual(square(3), 9)


assert_equal(square(-1), 1)
doctest.run_docstring_examples(square, globals())
unittest.main(argv=["notebook"], exit=False, verbosity=2)
