# attack: five thousand files beside the notebook
# assignment: hw
# kind: folder
# status: submission_too_large
# score: 0
from attack_course import answered, write


def submit(folder, released):
    write(folder, answered(released))
    for number in range(5000):
        (folder / f"file-{number}.txt").write_text("x")
