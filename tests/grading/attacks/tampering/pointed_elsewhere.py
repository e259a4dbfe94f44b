# attack: easy tests bear the ids of hard ones, and the points of both
# assignment: hw
# kind: folder
# status: wrong
# score: 19
from attack_course import answered, cell, write


def submit(folder, released):
    notebook = answered(released)
    cell(notebook, "square")["source"] = "def square(x):\n    return 0"
    easy = cell(notebook, "mean-test")
    hard = cell(notebook, "square-test")
    hard["source"] = easy["source"]
    easy["metadata"]["nbgrader"]["points"] = 4
    write(folder, notebook)
