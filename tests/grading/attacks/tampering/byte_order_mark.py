# attack: a notebook that starts with a byte order mark
# assignment: hw
# kind: folder
# status: ok
# score: 21
import json

from attack_course import answered


def submit(folder, released):
    text = json.dumps(answered(released))
    (folder / "hw.ipynb").write_text(text, encoding="utf-8-sig")
