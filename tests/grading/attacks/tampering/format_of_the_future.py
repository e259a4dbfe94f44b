# attack: a notebook of format 99
# assignment: hw
# kind: folder
# status: unreadable_submission
# score: 0
from attack_course import answered, write


def submit(folder, released):
    notebook = answered(released)
    notebook["nbformat"], notebook["nbformat_minor"] = 99, 10**30
    write(folder, notebook)
