# unusual: an extra cell before raises an error, another is not Python at all
# assignment: hw
# extra cell
1 / 0
# extra cell
this is no Python
# extra cell
import package_that_does_not_exist
# exercise: square
def square(x):
    return x * x
