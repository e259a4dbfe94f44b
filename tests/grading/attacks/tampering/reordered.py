# attack: all cells in reverse order
# assignment: hw
# kind: folder
# status: ok
# score: 21
from attack_course import answered, write


def submit(folder, released):
    notebook = answered(released)
    notebook["cells"].reverse()
    write(folder, notebook)
