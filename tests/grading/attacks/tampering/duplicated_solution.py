# attack: a solution cell twice: which one counts is no way to more points
# assignment: hw
# kind: folder
# status: wrong
# score: 19
import copy

from attack_course import answered, cell, write


def submit(folder, released):
    notebook = answered(released)
    twin = copy.deepcopy(cell(notebook, "square"))
    twin["source"] = "def square(x):\n    return 0"
    notebook["cells"].append(twin)
    write(folder, notebook)
