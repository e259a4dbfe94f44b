# attack: the notebook is a named pipe
# assignment: hw
# kind: folder
# status: bad_file_type
# score: 0
import os


def submit(folder, released):
    os.mkfifo(folder / "hw.ipynb")
