# attack: a solution cell is gone, and with it the stub that says so
# assignment: hw
# kind: folder
# status: not_run|error
# score: 19
from attack_course import answered, cell, write


def submit(folder, released):
    notebook = answered(released)
    notebook["cells"].remove(cell(notebook, "square"))
    write(folder, notebook)
