# attack: grade ids that look like those of the course, in other alphabets and forms
# assignment: hw
# kind: folder
# status: ok
# score: 21
import copy

from attack_course import answered, cell, write

ALIKE = {"square": "squ\u0430re", "mean": "me\uff41n", "clip-test": "clip\u2010test"}


def submit(folder, released):
    notebook = answered(released)
    for name, alike in ALIKE.items():
        found = copy.deepcopy(cell(notebook, name))
        found["metadata"]["nbgrader"] |= {"grade_id": alike, "points": 1000}
        found["source"] = "assert True"
        notebook["cells"].append(found)
    write(folder, notebook)
