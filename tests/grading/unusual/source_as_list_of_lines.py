# unusual: cells stored as lists of lines, without ids, by an older editor
# assignment: hw
# exercise: square
# kind: folder
import attack_course


def submit(folder, released):
    notebook = attack_course.answered(released)
    notebook["nbformat_minor"] = 2
    notebook["metadata"] = {}
    for cell in notebook["cells"]:
        cell.pop("id", None)
        cell["source"] = cell["source"].splitlines(keepends=True)
        cell["metadata"]["collapsed"] = False
        cell["metadata"]["colab"] = {"base_uri": "https://localhost:8080/"}
        if cell["cell_type"] == "code":
            cell["execution_count"] = 7
    attack_course.write(folder, notebook)
