# attack: the manually graded answer and added text are made of markup
# assignment: hw
# kind: folder
# status: ok
# score: 21
from attack_course import answered, cell, write

TEXT = "<script>alert('@MARK@')</script> ![x](javascript:alert(1)) <style>*{}</style>"
LINKS = "[a](&#106;avascript&colon;x) [b][r]\n\n[r]:\n javascript\\:x\n\n[c](data:text/html,x)"


def submit(folder, released):
    notebook = answered(released)
    cell(notebook, "essay")["source"] = f"{TEXT}\n\n{LINKS}"
    added = {"cell_type": "markdown", "metadata": {}, "source": TEXT, "id": "more"}
    added["attachments"] = {"x.png": {"text/html": "<script>alert(1)</script>"}}
    raw = {"cell_type": "raw", "metadata": {"format": "text/html"}, "source": TEXT}
    links = {**added, "source": LINKS, "id": "links", "attachments": {}}
    notebook["cells"][1:1] = [links, added, {**raw, "id": "raw"}]
    write(folder, notebook)
