# attack: patches modules and writes modules into the working directory for who comes next
# assignment: hw
# exercise: square
# status: ok
# score: 2
import math
import sys

import rnn_core

rnn_core.attack = sys.attack = math.attack = "attack was here"
sys.modules["attack_module"] = sys
for name in ("numpy", "math", "rnn_core"):
    try:
        with open(f"{name}.py", "w") as file:
            file.write("raise SystemExit('@MARK@')")
    except OSError:
        pass
np.ndarray_attack = True
np.random.seed(0)


def square(x):
    return x * x
