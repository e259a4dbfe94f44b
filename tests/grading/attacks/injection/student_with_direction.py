# attack: a student whose id reads backwards, with characters of no width
# assignment: hw
# student: zoe\u200b\u202e
# kind: folder
# status: ok|bad_name
# score: <=21
from attack_course import answered, write


def submit(folder, released):
    write(folder, answered(released))
