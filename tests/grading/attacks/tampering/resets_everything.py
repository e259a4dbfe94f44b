# attack: magics that empty the notebook, start a debugger, time, log and trace
# assignment: hw
# kind: folder
# status: error
# score: 18
from attack_course import answered, cell, write

LINES = {
    "mean": "%pdb on",
    "normalise": "%reset -f",
    "count_words": "%logstart -o everything.log",
    "fibonacci": "%%time",
    "clip": "%load_ext autoreload\n%autoreload 2",
    "sort_in_place": "%xmode Verbose\n%config Application.verbose_crash = True",
}


def submit(folder, released):
    notebook = answered(released)
    for name, line in LINES.items():
        found = cell(notebook, name)
        found["source"] = line + "\n" + "".join(found["source"])
    write(folder, notebook)
