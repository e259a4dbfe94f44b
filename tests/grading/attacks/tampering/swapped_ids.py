# attack: the ids of two solutions and of two tests are exchanged
# assignment: hw
# kind: folder
# status: error
# score: 19
from attack_course import answered, cell, write


def submit(folder, released):
    notebook = answered(released)
    for one, other in (("square", "mean"), ("clip-test", "square-test")):
        first, second = cell(notebook, one), cell(notebook, other)
        for found, name in ((first, other), (second, one)):
            found["metadata"]["nbgrader"]["grade_id"] = found["id"] = name
    write(folder, notebook)
