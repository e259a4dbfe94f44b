# attack: looks for what another attack patched into modules that all share
# assignment: hw
# exercise: square
# status: ok
# score: 2
import math
import sys

import rnn_core

seen = [hasattr(thing, "attack") for thing in (rnn_core, sys, math)]
seen += ["attack_module" in sys.modules, hasattr(np, "ndarray_attack")]
assert not any(seen), seen


def square(x):
    return x * x
