# attack: JSON that is no notebook
# assignment: hw
# kind: folder
# status: unreadable_submission
# score: 0
def submit(folder, released):
    (folder / "hw.ipynb").write_text('[1, "cells", {"cells": [null, 1, []]}]')
