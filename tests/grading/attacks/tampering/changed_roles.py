# attack: flags of locked, solution, grade and task are turned around
# assignment: hw
# kind: folder
# status: ok
# score: 21
from attack_course import answered, write


def submit(folder, released):
    notebook = answered(released)
    for found in notebook["cells"]:
        role = found["metadata"].get("nbgrader")
        for flag in ("locked", "grade", "task") if role else ():
            role[flag] = not role[flag]
    write(folder, notebook)
