# attack: searches compiled Python files for constants of solutions and checks
# assignment: hw
# exercise: square
# status: ok
# score: 2
import glob
import os

folders = ["@CHECKOUT@", os.path.dirname(os.__file__) + "/../..", "/tmp", "."]
for folder in folders:
    for path in glob.glob(f"{folder}/**/__pycache__/*.pyc", recursive=True)[:500]:
        if "solutions" in path or "autograder" in path or "hidden" in path:
            print(path, open(path, "rb").read()[:2000])


def square(x):
    return x * x
