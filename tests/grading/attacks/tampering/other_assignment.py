# attack: the solved notebook of another assignment under this one's name
# assignment: hw
# kind: folder
# status: error|not_run
# score: 0
import shutil


def submit(folder, released):
    source = released.parent / "lstm" / "lstm-cell.ipynb"
    shutil.copy(source, folder / "hw.ipynb")
