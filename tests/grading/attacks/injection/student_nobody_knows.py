# attack: hands in under a name that is not on the class list
# assignment: hw
# student: nobody
# enrolled: no
# kind: folder
# status: unknown_student|ok
# score: <=21
from attack_course import answered, write


def submit(folder, released):
    write(folder, answered(released))
