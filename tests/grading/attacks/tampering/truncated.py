# attack: half a notebook
# assignment: hw
# kind: folder
# status: unreadable_submission
# score: 0
def submit(folder, released):
    text = (released / "hw.ipynb").read_text()
    (folder / "hw.ipynb").write_text(text[: len(text) // 2])
