# attack: a file of a terabyte that takes no room
# assignment: hw
# kind: folder
# status: submission_too_large
# score: 0
from attack_course import answered, write


def submit(folder, released):
    write(folder, answered(released))
    with open(folder / "data.bin", "wb") as file:
        file.truncate(1 << 40)
