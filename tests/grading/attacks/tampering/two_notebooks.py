# attack: two versions of the same notebook under names of a second download
# assignment: hw
# kind: folder
# status: ambiguous_submission
# score: 0
from attack_course import answered, write


def submit(folder, released):
    write(folder, answered(released), "hw (1).ipynb")
    write(folder, answered(released, ("square",)), "hw (2).ipynb")
