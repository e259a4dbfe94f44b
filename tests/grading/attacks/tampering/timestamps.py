# attack: forged files of the time of handing in
# assignment: hw
# kind: folder
# status: ok
# score: 21
from attack_course import answered, write


def submit(folder, released):
    write(folder, answered(released))
    (folder / "timestamp.txt").write_text("9999-99-99 \x1b[31m <script> =1+1\n" * 1000)
