# attack: the notebook says that it is for bash
# assignment: hw
# kind: folder
# status: ok
# score: 21
from attack_course import answered, write


def submit(folder, released):
    notebook = answered(released)
    notebook["metadata"]["kernelspec"] = {"name": "bash", "display_name": "Bash"}
    notebook["metadata"]["language_info"] = {"name": "bash"}
    write(folder, notebook)
