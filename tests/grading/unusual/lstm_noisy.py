# unusual: prints, warns and draws at each call
# assignment: lstm
# exercise: memory_cell
import sys
import warnings

import matplotlib.pyplot as plt


def memory_cell(z, z_i, z_f, z_o, c_prev):
    print("z =", z)
    print("z =", z, file=sys.stderr)
    warnings.warn("a warning of mine")
    plt.plot([1, 2])
    plt.show()
    plt.close("all")
    c = sigmoid(z_i) * z + sigmoid(z_f) * c_prev
    return sigmoid(z_o) * c, c
