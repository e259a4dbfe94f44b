# attack: hands in files whose names climb, are formulas, markup or options
# assignment: hw
# kind: folder
# status: ok|bad_name
# score: <=21
from attack_course import answered, write

NAMES = ["=1+1.csv", "<img src=x onerror=alert(1)>.txt", "-rf", "~", "a" * 120, "$(id)"]


def submit(folder, released):
    write(folder, answered(released))
    for name in NAMES:
        (folder / name).write_text("x")
