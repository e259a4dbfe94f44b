# attack: hands in a file whose name climbs out of the folder on Windows
# assignment: hw
# kind: folder
# status: ok|bad_name
# score: <=21
from attack_course import answered, write


def submit(folder, released):
    write(folder, answered(released))
    (folder / "..\\..\\up.txt").write_text("x")
    (folder / "C:evil.txt").write_text("x")
