# attack: a student whose id is made of dots, spaces and quotes
# assignment: hw
# student: ... ' "; drop table student; --
# kind: folder
# status: bad_name
# score: 0
from attack_course import answered, write


def submit(folder, released):
    write(folder, answered(released))
