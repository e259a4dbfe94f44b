# unusual: installs packages and lists files in extra cells, which may fail
# assignment: hw
# extra cell
!pip install some-package-that-does-not-exist-48271
# extra cell
%pip install another-package-that-does-not-exist
# extra cell
files = !ls
# exercise: square
def square(x):
    return x * x
