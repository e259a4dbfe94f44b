# attack: a notebook of 80 megabytes
# assignment: hw
# kind: folder
# status: submission_too_large
# score: 0
def submit(folder, released):
    with open(folder / "hw.ipynb", "w") as file:
        file.write('{"cells": [], "nbformat": 4, "metadata": {"fill": "')
        for _ in range(80):
            file.write("x" * 1_000_000)
        file.write('"}, "nbformat_minor": 5}')
