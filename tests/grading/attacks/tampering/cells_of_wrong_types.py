# attack: cells that are numbers, lists and strings, sources that are objects
# assignment: hw
# kind: folder
# status: unreadable_submission
# score: 0
from attack_course import answered, cell, write


def submit(folder, released):
    notebook = answered(released)
    cell(notebook, "square")["source"] = {"text": ["def square(x): return 9"]}
    cell(notebook, "mean")["metadata"] = None
    notebook["cells"][:0] = [1, None, [], "code", {"cell_type": []}, {"source": 5}]
    write(folder, notebook)
