# attack: an attachment of millions of spaces and a mark, over which a search takes for ever
# assignment: hw
# kind: folder
# status: ok
# score: 21
from attack_course import answered, cell, write


def submit(folder, released):
    notebook = answered(released)
    data = {"x.png": {"image/png": " " * 3_000_000 + "!"}}
    cell(notebook, "essay")["attachments"] = data
    write(folder, notebook)
