# attack: raises KeyboardInterrupt, as if the instructor had stopped the run
# assignment: hw
# exercise: square
# status: error
# score: 0
def square(x):
    raise KeyboardInterrupt
