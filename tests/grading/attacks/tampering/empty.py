# attack: an empty file
# assignment: hw
# kind: folder
# status: unreadable_submission
# score: 0
def submit(folder, released):
    (folder / "hw.ipynb").write_text("")
