# attack: a zip archive under the notebook's name
# assignment: hw
# kind: folder
# status: unreadable_submission
# score: 0
import zipfile


def submit(folder, released):
    with zipfile.ZipFile(folder / "hw.ipynb", "w") as archive:
        archive.write(released / "hw.ipynb", "../../hw.ipynb")
