# attack: a student whose id is markup
# assignment: hw
# student: <script>alert(1)<i>
# kind: folder
# status: ok
# score: 21
from attack_course import answered, write


def submit(folder, released):
    write(folder, answered(released))
