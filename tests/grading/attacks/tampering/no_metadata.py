# attack: all of nbgrader's metadata is gone
# assignment: hw
# kind: folder
# status: ok
# score: 21
from attack_course import answered, write


def submit(folder, released):
    notebook = answered(released)
    for found in notebook["cells"]:
        found["metadata"].pop("nbgrader", None)
    write(folder, notebook)
