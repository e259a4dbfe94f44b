# attack: title, authors, kernel and language made of markup
# assignment: hw
# kind: folder
# status: ok
# score: 21
from attack_course import answered, write

TEXT = "</title><script>alert('@MARK@')</script>"


def submit(folder, released):
    notebook = answered(released)
    notebook["metadata"] |= {"title": TEXT, "authors": [{"name": TEXT}]}
    notebook["metadata"]["kernelspec"] = {"name": TEXT, "display_name": TEXT}
    notebook["metadata"]["language_info"] = {"name": TEXT, "pygments_lexer": TEXT}
    notebook["metadata"]["widgets"] = {"application/x": {"state": {TEXT: TEXT}}}
    write(folder, notebook)
