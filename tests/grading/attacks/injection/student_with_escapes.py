# attack: a student whose id changes the terminal's colour and the line
# assignment: hw
# student: esc\x1b[31m\nroot
# kind: folder
# status: ok|bad_name
# score: <=21
from attack_course import answered, write


def submit(folder, released):
    write(folder, answered(released))
