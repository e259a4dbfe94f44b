"""The ``exercise`` directive: one exercise of the course as a card of the page.

Its prose stands in the directive and nowhere else. Number, points and what it uses
come from ``rnn_core/checks/<unit>.json``, signature and shapes from the stub
``rnn_core/<unit>.py``; ``make stubs`` writes both.
"""

import json
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from exercise_stub import StubError, read_stub
from sphinx import addnodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

logger = logging.getLogger(__name__)

LEVELS = ("core", "extra")
REQUIRED = ("title", "minutes", "difficulty", "level", "page")
MAX_DIFFICULTY = 3


def anchor(name):
    """Return the anchor of an exercise: ``memory_cell`` → ``ex-memory-cell``."""
    return "ex-" + name.replace("_", "-")


def _level(argument):
    return directives.choice(argument, LEVELS)


def _difficulty(argument):
    value = directives.positive_int(argument)
    if value > MAX_DIFFICULTY:
        raise ValueError(f"got {value}, expected 1 to {MAX_DIFFICULTY}")
    return value


class exercise_actions(nodes.General, nodes.Element):  # noqa: N801
    """The buttons; what they say depends on the notebook, so it is decided late."""


class ExerciseDirective(SphinxDirective):
    """Render a card; the format is described in `autograder.exercise_text`."""

    required_arguments = 1
    has_content = True
    option_spec = {  # noqa: RUF012
        "title": directives.unchanged_required,
        "minutes": directives.positive_int,
        "difficulty": _difficulty,
        "level": _level,
        "page": directives.unchanged_required,
        "demo": directives.unchanged,
    }

    def run(self):
        """Return the card as a section, so that it stands in the page's contents."""
        self.name = self.arguments[0]
        self.unit = self.env.docname.split("/")[0]
        missing = [option for option in REQUIRED if option not in self.options]
        if missing:
            raise self.error(f"{self.name}: options missing: {', '.join(missing)}")
        self.package = Path(self.env.srcdir).parent / "rnn_core"
        self._note_sources()
        try:
            self.stub = read_stub(self.package / f"{self.unit}.py", self.name)
        except StubError as problem:
            raise self.error(f"exercise {problem}") from None
        self.entry = self._find_entry(self.name)
        if self.entry is None:
            raise self.error(
                f"exercise {self.name}: rnn_core/checks/{self.unit}.json has no such "
                "exercise. Run: make stubs"
            )
        return [self._card()]

    def _note_sources(self):
        for path in (f"{self.unit}.py", f"checks/{self.unit}.json"):
            self.env.note_dependency(str(self.package / path))
        if not hasattr(self.env, "exercise_docs"):
            self.env.exercise_docs = set()
        self.env.exercise_docs.add(self.env.docname)

    def _find_entry(self, name):
        for path in sorted((self.package / "checks").glob("*.json")):
            exercises = json.loads(path.read_text("utf-8")).get("exercises", {})
            if name in exercises:
                return exercises[name]
        return None

    def _card(self):
        number, title = self.entry["number"], self.options["title"]
        card = nodes.section(ids=[anchor(self.name)], names=[anchor(self.name)])
        card["classes"] += ["u-exercise", f"u-{self.options['level']}"]
        self.state.document.note_explicit_target(card, card)
        heading = nodes.title()
        heading += nodes.inline("", f"Exercise {number}", classes=["u-exercise-number"])
        heading += nodes.Text(" ")
        heading += nodes.inline("", title, classes=["u-exercise-title"])
        card += heading
        card += self._facts()
        card += self._task()
        card += self._interface()
        card += self._uses()
        card += exercise_actions(
            unit=self.unit, notebook=self.entry["notebook"], exercise=self.name
        )
        return card

    def _facts(self):
        options, points = self.options, self.entry["points"]
        total = points["visible"] + points["hidden"]
        level = options["difficulty"]
        dots = "●" * level + "○" * (MAX_DIFFICULTY - level)
        facts = nodes.bullet_list(classes=["u-facts"])
        facts += _fact(options["level"], f"u-level-{options['level']}")
        facts += _fact(f"about {options['minutes']} minutes")
        facts += _fact(f"difficulty {level} of {MAX_DIFFICULTY}", "u-dots", dots)
        facts += _fact(f"{total:g} point" + "s" * (total != 1))
        item = nodes.list_item("", classes=["u-fact", "u-fact-page"])
        item += nodes.paragraph("", "", nodes.Text("taught in "), self._page_link())
        facts += item
        return facts

    def _page_link(self):
        link = addnodes.pending_xref(
            "", nodes.inline(), refdomain="std", reftype="doc", refexplicit=False,
            reftarget="/" + self.options["page"].lstrip("/"), refwarn=True,
            refdoc=self.env.docname,
        )  # fmt: skip
        self.set_source_info(link)
        return link

    def _task(self):
        task = nodes.container(classes=["u-task"])
        self.state.nested_parse(self.content, self.content_offset, task)
        return list(task.children)

    def _interface(self):
        """Signature, and a table of arguments and results."""
        results = ", ".join(value.names for value in self.stub.returns if value.names)
        text = self.stub.signature + (f" -> {results}" if results else "")
        code = nodes.literal_block(text, text, language="python")
        rows = [("takes", self.stub.parameters), ("returns", self.stub.returns)]
        box = nodes.container(classes=["u-interface"])
        box += code
        if any(values for _, values in rows):
            box += _table(rows)
        return [box]

    def _uses(self):
        uses = self.entry.get("uses") or ()
        if not uses:
            return []
        line = nodes.paragraph(classes=["u-uses"])
        line += nodes.Text("Uses your ")
        for i, name in enumerate(uses):
            line += nodes.Text(", " if i else "")
            line += self._exercise_link(name)
        line += nodes.Text(".")
        return [line]

    def _exercise_link(self, name):
        entry = self._find_entry(name)
        code = nodes.literal(name, name)
        if entry is None:
            return code
        place = nodes.inline("", "", code, nodes.Text(f" (Exercise {entry['number']})"))
        return addnodes.pending_xref(
            "", place, refdomain="std", reftype="ref", refexplicit=True,
            reftarget=anchor(name), refwarn=False, refdoc=self.env.docname,
        )  # fmt: skip


def _fact(text, kind="", mark=""):
    item = nodes.list_item("", classes=["u-fact", *([kind] if kind else [])])
    words = nodes.paragraph("", text)
    if mark:
        # the dots are for the eye; the words beside them are read out
        words.insert(0, nodes.raw("", f'<span aria-hidden="true">{mark}</span> ',
                                  format="html"))  # fmt: skip
    item += words
    return item


def _table(groups):
    table = nodes.table(classes=["u-shapes"])
    columns = nodes.tgroup(cols=3)
    columns.extend(nodes.colspec(colwidth=width) for width in (20, 20, 60))
    body = nodes.tbody()
    for title, values in groups:
        if values:
            head = nodes.entry("", nodes.paragraph("", title), morecols=2)
            body += nodes.row("", head, classes=["u-group"])
        body.extend(_row(value) for value in values)
    columns += body
    table += columns
    return table


def _row(value):
    name = nodes.paragraph("", "", nodes.literal(value.names, value.names))
    shape = nodes.paragraph("", value.kind, classes=["u-shape"])
    cells = (name, shape, _meaning(value.meaning))
    return nodes.row("", *(nodes.entry("", cell) for cell in cells))


def _meaning(text):
    # docstrings mark code by single or double backticks
    paragraph = nodes.paragraph()
    for i, part in enumerate(text.replace("``", "`").split("`")):
        paragraph += nodes.literal(part, part) if i % 2 else nodes.Text(part)
    return paragraph


def _visit_actions(self, node):
    unit, notebook = node["unit"], node["notebook"]
    root = Path(self.builder.srcdir).parent
    released = (root / "course" / "release" / unit / f"{notebook}.ipynb").is_file()
    depth = "../" * self.builder.current_docname.count("/")
    file = f"{notebook}.ipynb"
    name = f"<code>{node['exercise']}</code>"
    self.body.append('<div class="u-actions">')
    if released:
        self.body.append(
            f'<a class="u-button" href="{depth}notebooks/{unit}/{file}" download>'
            f"Download <span>{file}</span></a>"
        )
        how = (
            f"Put <code>{file}</code> into your course folder, start "
            f"<code>jupyter lab</code> there and open it. Write your {name} in the "
            "cell that holds its stub, then run the locked cell below: it says what "
            "holds and what does not."
        )
    else:
        how = (
            f"The notebook <code>{file}</code> is in the <code>student.zip</code> "
            "that your instructor hands out. From a checkout of the course, "
            "<code>make course</code> writes it and this page then offers it."
        )
    self.body.append(
        f"<details class='u-how'><summary>Open in JupyterLab</summary><p>{how}</p>"
        "</details></div>\n"
    )
    raise nodes.SkipNode


def _skip(self, node):
    raise nodes.SkipNode


def _released(app):
    files = (Path(app.srcdir).parent / "course" / "release").glob("*/*.ipynb")
    return tuple(sorted(f"{file.parent.name}/{file.name}" for file in files))


def _outdated(app, env, added, changed, removed):
    """Write the cards again when notebooks were released or taken away."""
    released = _released(app)
    if getattr(env, "unrolled_released", None) == released:
        return []
    env.unrolled_released = released
    return sorted(getattr(env, "exercise_docs", set()) & env.found_docs)


def setup(app):
    """Register the directive."""
    app.add_directive("exercise", ExerciseDirective)
    app.add_node(
        exercise_actions, html=(_visit_actions, None), latex=(_skip, None),
        text=(_skip, None),
    )  # fmt: skip
    app.connect("env-get-outdated", _outdated)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
