# unusual: handed in with outputs of earlier runs, pictures and errors among them
# assignment: hw
# exercise: mean
# kind: folder
import attack_course

OUTPUTS = [
    {"output_type": "stream", "name": "stderr", "text": "a warning\n"},
    {
        "output_type": "error",
        "ename": "AssertionError",
        "evalue": "",
        "traceback": ["\x1b[31mAssertionError\x1b[0m"],
    },
    {
        "output_type": "display_data",
        "data": {"image/png": "iVBORw0KGgo=", "text/html": "<b>bold</b>"},
        "metadata": {},
    },
]


def submit(folder, released):
    notebook = attack_course.answered(released)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = OUTPUTS, 99
    attack_course.write(folder, notebook)
