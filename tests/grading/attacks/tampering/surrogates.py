# attack: lone surrogates and null characters in sources and ids
# assignment: hw
# kind: folder
# status: wrong
# score: 19
from attack_course import answered, cell, write


def submit(folder, released):
    notebook = answered(released)
    cell(notebook, "essay")["source"] = "\ud800\x00\udfff"
    cell(notebook, "square")["source"] = "def square(x):\n    return '\ud800'"
    notebook["cells"][0]["id"] = "\ud800"
    write(folder, notebook)
