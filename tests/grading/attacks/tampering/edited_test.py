# attack: the test cell no longer tests anything
# assignment: hw
# kind: folder
# status: wrong
# score: 19
from attack_course import answered, cell, write


def submit(folder, released):
    notebook = answered(released)
    cell(notebook, "square")["source"] = "def square(x):\n    return 0"
    cell(notebook, "square-test")["source"] = "pass"
    cell(notebook, "clip-test")["source"] = "1000.0"
    write(folder, notebook)
