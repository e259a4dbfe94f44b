# attack: test cells become Markdown, solutions raw text
# assignment: hw
# kind: folder
# status: ok
# score: 21
from attack_course import answered, cell, write


def submit(folder, released):
    notebook = answered(released)
    for name, kind in (("square-test", "markdown"), ("mean-test", "raw"), ("clip", "raw")):
        found = cell(notebook, name)
        found["cell_type"] = kind
        found.pop("outputs", None)
        found.pop("execution_count", None)
    write(folder, notebook)
