# attack: a test cell twice, the second one empty and worth the same
# assignment: hw
# kind: folder
# status: wrong
# score: 19
import copy

from attack_course import answered, cell, write


def submit(folder, released):
    notebook = answered(released)
    cell(notebook, "square")["source"] = "def square(x):\n    return 0"
    twin = copy.deepcopy(cell(notebook, "square-test"))
    twin["source"] = "pass"
    notebook["cells"] += [twin, copy.deepcopy(twin)]
    write(folder, notebook)
