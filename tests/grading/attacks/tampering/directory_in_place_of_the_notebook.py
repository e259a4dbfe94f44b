# attack: hw.ipynb is a directory
# assignment: hw
# kind: folder
# status: bad_file_type
# score: 0
def submit(folder, released):
    (folder / "hw.ipynb").mkdir()
    (folder / "hw.ipynb" / "hw.ipynb").write_text("{}")
