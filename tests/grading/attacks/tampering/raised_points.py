# attack: every cell is worth a thousand points
# assignment: hw
# kind: folder
# status: ok
# score: 21
from attack_course import answered, write


def submit(folder, released):
    notebook = answered(released)
    for found in notebook["cells"]:
        role = found["metadata"].get("nbgrader")
        if role:
            role["points"] = role["max_points"] = 1000
    write(folder, notebook)
