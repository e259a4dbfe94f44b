# attack: all test cells are gone
# assignment: hw
# kind: folder
# status: wrong
# score: 19
from attack_course import answered, cell, write


def submit(folder, released):
    notebook = answered(released)
    cell(notebook, "square")["source"] = "def square(x):\n    return 0"
    notebook["cells"] = [
        found for found in notebook["cells"]
        if not found["metadata"].get("nbgrader", {}).get("points")
    ]
    write(folder, notebook)
