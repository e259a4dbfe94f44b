# unusual: writes on stderr, while the cell runs and at each call
# assignment: hw
# exercise: mean
import sys

print("defining mean", file=sys.stderr)


def mean(values):
    print("mean was called", file=sys.stderr, flush=True)
    sys.stdout.write("and on stdout\n")
    return sum(values) / len(values)
