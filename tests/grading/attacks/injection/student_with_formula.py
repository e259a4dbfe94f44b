# attack: a student whose id is a formula
# assignment: hw
# student: =1+1
# kind: folder
# status: ok
# score: 21
from attack_course import answered, write


def submit(folder, released):
    write(folder, answered(released))
