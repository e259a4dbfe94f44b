"""What must not stand in anything that the grader writes."""

import contextlib
import csv
import html.parser
import io
import json
import re
import sqlite3
import zipfile

from attack_course import ARGUMENT, SECRETS

# Control characters that a terminal obeys; tab, newline and return are text.
CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]")
DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
FORMULA = re.compile(r"[=+@\t\r]|-(?![\d.])")
RUNS = frozenset("script iframe object embed form base meta-refresh frame".split())
TEXT = (".html", ".ipynb", ".csv", ".json", ".txt", ".md")
DISGUISED = {ARGUMENT.encode().hex(), ARGUMENT[::-1]}


def secrets_in(data, allowed=()):
    """Return the names of the secrets that some bytes hold."""
    text = data.decode("utf-8", "replace")
    found = {
        name
        for name, secret in SECRETS.items()
        if name not in allowed and _holds(text, secret)
    }
    if "hidden argument" not in allowed:
        found |= {"disguised argument" for form in DISGUISED if form in text}
    return found


def _holds(text, secret):
    if not secret.replace(".", "").isdigit():
        return secret in text
    return re.search(rf"(?<![\w.]){re.escape(secret)}", text) is not None


def unpacked(path):
    """Yield (name, bytes) of a file, or of the files in an archive."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield f"{path}!{name}", archive.read(name)
    else:
        yield str(path), path.read_bytes()


def of_the_student(notebook):
    """Return the parts of a graded notebook that come from the student's side.

    The instructor's locked cells are left out: in the ``autograded`` tree, which only
    the instructor sees, they may show what is hidden.
    """
    data = json.loads(notebook)
    parts = [data["metadata"]]
    for cell in data["cells"]:
        role = cell["metadata"].get("nbgrader", {})
        own = not role.get("locked")
        parts.append(cell if own else {k: v for k, v in cell.items() if k != "source"})
    return json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")


def gradebook_text(path):
    """Return what a gradebook says, without the instructor's cells and addresses."""
    with contextlib.closing(sqlite3.connect(path)) as book:
        names = [row[0] for row in book.execute("select name from sqlite_master")]
        tables = [n for n in names if n not in ("source_cell", "student")]
        rows = []
        for name in tables:
            try:
                rows += book.execute(f'select * from "{name}"').fetchall()
            except sqlite3.OperationalError:
                continue  # an index
    return repr(rows).encode("utf-8", "surrogatepass")


class Page(html.parser.HTMLParser):
    """Collects what a browser would run or fetch."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag in RUNS:
            self.found.append(tag)
        for name, value in attributes:
            address = re.sub(r"\s", "", value or "").lower()
            if name.startswith("on"):
                self.found.append(f"{tag} {name}")
            if name in ("href", "src", "action", "data") and re.match(
                "javascript:|vbscript:|data:text|https?:|//", address
            ):
                self.found.append(f"{tag} {name}={value}")


def formulas(data):
    """Return the fields of a CSV file that a spreadsheet would run."""
    text = data.decode("utf-8-sig")
    rows = [
        *csv.reader(io.StringIO(text)),
        *csv.reader(io.StringIO(text), delimiter=";"),
    ]
    found = [field for row in rows for field in row]
    return [f for f in found if FORMULA.match(f) or FORMULA.match(f.lstrip())]
