# attack: NUL, form feed and line separators in the text of solution cells
# assignment: hw
# kind: folder
# status: error
# score: 16
from attack_course import answered, cell, write

ODD = ["\x00", "\u2028x = 1", "\x0c", "\x1a"]


def submit(folder, released):
    notebook = answered(released)
    for text, name in zip(ODD, ("square", "mean", "clip", "normalise")):
        found = cell(notebook, name)
        found["source"] = text + "\n" + "".join(found["source"])
    write(folder, notebook)
