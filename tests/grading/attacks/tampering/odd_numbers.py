# attack: NaN, Infinity and an integer of ten thousand digits in the JSON
# assignment: hw
# kind: folder
# status: ok
# score: 21
import json

from attack_course import answered


def submit(folder, released):
    notebook = answered(released)
    notebook["metadata"]["odd"] = [float("nan"), float("inf"), -float("inf")]
    text = json.dumps(notebook).replace('"odd": [', '"odd": [' + "9" * 10_000 + ", ")
    (folder / "hw.ipynb").write_text(text)
