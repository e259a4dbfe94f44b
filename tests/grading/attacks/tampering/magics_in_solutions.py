# attack: solution cells that start with cell magics
# assignment: hw
# kind: folder
# status: process_limit
# score: 14
from attack_course import answered, cell, write

LINES = ["%%writefile ../../../source/hw/hw.ipynb", "%%bash", "%%capture", "%%javascript"]


def submit(folder, released):
    notebook = answered(released)
    for line, name in zip(LINES, ("square", "mean", "clip", "normalise")):
        found = cell(notebook, name)
        found["source"] = line + "\n" + found["source"]
    write(folder, notebook)
