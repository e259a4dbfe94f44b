# attack: cells of a schema that does not exist yet
# assignment: hw
# kind: folder
# status: ok
# score: 21
from attack_course import answered, write


def submit(folder, released):
    notebook = answered(released)
    for found in notebook["cells"]:
        if "nbgrader" in found["metadata"]:
            found["metadata"]["nbgrader"]["schema_version"] = 99
    write(folder, notebook)
