# attack: the instructor's locked set-up cell is replaced by a lying one
# assignment: hw
# kind: folder
# status: wrong
# score: 18
from attack_course import answered, cell, write

LIE = "class np:\n    class testing:\n        assert_allclose = lambda *a, **k: None"


def submit(folder, released):
    notebook = answered(released)
    cell(notebook, "setup")["source"] = LIE
    cell(notebook, "normalise")["source"] = "def normalise(array):\n    return array"
    write(folder, notebook)
