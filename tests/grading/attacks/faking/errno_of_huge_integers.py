# attack: raises an OSError whose error number has five thousand digits
# assignment: hw
# exercise: square
# status: error
# score: 0
def square(x):
    raise OSError(10**5000, "no space")
