# attack: a notebook in UTF-16
# assignment: hw
# kind: folder
# status: ok
# score: 21
import json

from attack_course import answered


def submit(folder, released):
    text = json.dumps(answered(released))
    (folder / "hw.ipynb").write_text(text, encoding="utf-16")
