# attack: quit() and os._exit(0) where the function should be defined
# assignment: hw
# exercise: square
# status: crashed|error
# score: 0
import os


def square(x):
    return 0


try:
    quit()
finally:
    os._exit(0)
