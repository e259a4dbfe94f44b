# attack: stops in the debugger and looks around
# assignment: hw
# exercise: square
# status: error
# score: 0
import io
import pdb
import sys


def square(x):
    debugger = pdb.Pdb(stdin=io.StringIO("w\nup\nup\nup\nll\np dir()\nq\n"))
    debugger.set_trace(sys._getframe())
    return 0
