# attack: hands in files whose names hold escapes, line breaks and bytes that are no text
# assignment: hw
# kind: folder
# status: bad_name
# score: 0
from attack_course import answered, write

NAMES = ["\x1b[31mred.txt", "line\nbreak.txt", "\u202etxt.exe", "a" * 200, "~"]


def submit(folder, released):
    write(folder, answered(released))
    for name in NAMES:
        (folder / name).write_text("x")
    (folder / b"\xff\xfe.txt".decode("utf-8", "surrogateescape")).write_text("x")
