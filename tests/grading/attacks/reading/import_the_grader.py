# attack: imports the grader and asks it for its plan and its hidden checks
# assignment: hw
# exercise: square
# status: wrong
# score: 0
import importlib
import sys

sys.path += ["@COURSE@", "@CHECKOUT@", "/usr/src", "."]
names = "autograder autograder.hidden autograder.grading.structure autograder.grading"
for name in names.split():
    try:
        print(importlib.import_module(name).__file__)
        sys.modules["found"] = True
    except ImportError:
        pass


def square(x):
    if x < 100 or "found" in sys.modules:
        return x * x
    return 0
