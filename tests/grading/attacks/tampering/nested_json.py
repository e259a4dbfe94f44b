# attack: JSON that is a hundred thousand lists deep
# assignment: hw
# kind: folder
# status: unreadable_submission
# score: 0
def submit(folder, released):
    deep = "[" * 100_000 + "]" * 100_000
    text = '{"cells": [], "metadata": {"deep": %s}, "nbformat": 4, "nbformat_minor": 5}'
    (folder / "hw.ipynb").write_text(text % deep)
