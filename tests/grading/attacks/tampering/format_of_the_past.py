# attack: a notebook of format 3, with worksheets
# assignment: hw
# kind: folder
# status: ok
# score: 21
from attack_course import answered, write


def submit(folder, released):
    notebook = answered(released)
    for found in notebook["cells"]:
        if found["cell_type"] == "code":
            found["input"] = found.pop("source")
            found["language"] = "python"
    sheets = [{"cells": notebook.pop("cells"), "metadata": {}}]
    write(folder, {**notebook, "worksheets": sheets, "nbformat": 3, "nbformat_minor": 0})
