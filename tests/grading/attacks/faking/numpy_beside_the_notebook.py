# attack: hands in modules named like those that the grader imports
# assignment: hw
# kind: folder
# status: wrong
# score: 19
from attack_course import answered, cell, write

LIE = """\
import sys
print("unrolled-attack: imported in place of", __name__)
class Lie:
    def __getattr__(self, name): return lambda *a, **k: True
    def __eq__(self, other): return True
sys.modules[__name__] = Lie()
"""


def submit(folder, released):
    notebook = answered(released)
    cell(notebook, "square")["source"] = "def square(x):\n    return 0"
    write(folder, notebook)
    names = "numpy math rnn_core cell_process nbgrader sitecustomize usercustomize "
    names += "json struct socket wire IPython conftest encodings"
    for name in names.split():
        (folder / f"{name}.py").write_text(LIE)
