# attack: fifty thousand added cells
# assignment: hw
# kind: folder
# status: submission_too_large
# score: 0
from attack_course import answered, write


def submit(folder, released):
    notebook = answered(released)
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "source": "1"}
    cell["execution_count"] = None
    notebook["cells"] += [{**cell, "id": f"c{n}"} for n in range(50_000)]
    write(folder, notebook)
