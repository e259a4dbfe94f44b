# attack: overwrites rnn_core and the cell process's own files
# assignment: lstm
# exercise: memory_cell
# status: wrong
# score: 0
import os

import rnn_core

folders = [os.path.dirname(rnn_core.__file__), "/cell_process", "@CHECKOUT@/rnn_core"]
for folder in folders:
    for name in ("checks_runtime.py", "compare.py", "cell.py", "wire.py", "__init__.py"):
        try:
            os.chmod(folder, 0o777)
            with open(os.path.join(folder, name), "a") as file:
                file.write("\nprint('@MARK@')\n")
        except OSError:
            pass


def memory_cell(z, z_i, z_f, z_o, c_prev):
    return z, c_prev
