# unusual: line ends of Windows, a byte order mark's neighbour and no final newline
# assignment: hw
# exercise: square
# kind: folder
import attack_course


def submit(folder, released):
    code = "def square(x):\r\n    # a comment\r\n    y = '''a\r\nb'''\r\n    return x * x\r\n"
    notebook = attack_course.answered(released, without=("square",))
    attack_course.cell(notebook, "square")["source"] = code
    attack_course.write(folder, notebook)
