# attack: metadata of wrong types, with huge and negative numbers
# assignment: hw
# kind: folder
# status: ok
# score: 21
from attack_course import answered, cell, write

VALUES = [None, [], "text", 10**400, -1, {"grade_id": ["x"]}, {"points": "1e999"}, True]


def submit(folder, released):
    notebook = answered(released)
    for number, value in enumerate(VALUES):
        extra = {"cell_type": "code", "id": f"odd-{number}", "source": ["pass", "\n"]}
        extra |= {"execution_count": None, "outputs": [], "metadata": {"nbgrader": value}}
        notebook["cells"].append(extra)
    cell(notebook, "square-test")["metadata"]["nbgrader"]["points"] = {"a": 1}
    cell(notebook, "mean-test")["metadata"]["nbgrader"]["grade_id"] = 5
    write(folder, notebook)
