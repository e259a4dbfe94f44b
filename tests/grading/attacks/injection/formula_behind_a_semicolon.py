# attack: file names that become formulas where a semicolon separates the columns
# assignment: hw
# kind: folder
# status: ambiguous_submission
# score: 0
from attack_course import answered, write


def submit(folder, released):
    write(folder, answered(released), "a;=1+1;@SUM(A1).ipynb")
    write(folder, answered(released), "b\u00a0;\u00a0=HYPERLINK(A1).ipynb")
