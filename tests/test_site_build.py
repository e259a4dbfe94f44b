"""The site's extension and its checker, on small examples without a browser."""

import re
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.utils import new_document

from autograder import site, site_check

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "book" / "_ext"))

import exercise_stub  # noqa: E402
import site_css  # noqa: E402
import site_execution  # noqa: E402
import site_math  # noqa: E402
import site_outputs  # noqa: E402
import site_repairs  # noqa: E402

WIDGET, SVG = site_outputs.WIDGET, site_outputs.SVG
FIGURE = '<?xml version="1.0"?><svg><defs><path id="a"/></defs><use href="#a"/></svg>'


def write_site(folder, **pages):
    """Write a site of a few pages; return its folder."""
    folder.mkdir(exist_ok=True)
    for name, body in {"index": "", **pages}.items():
        text = f"<html><body>{body}</body></html>"
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return folder


def test_a_stop_behind_a_formula_stays_with_it():
    document = new_document("page")
    formulas = [nodes.math("", "a"), nodes.math("", "b")]
    words = [nodes.Text("), and "), nodes.Text(" more")]
    document += nodes.paragraph("", "", formulas[0], words[0], formulas[1], words[1])
    site_math.tie(document)
    assert [formula.get("tail") for formula in formulas] == ["),", None]
    assert document.astext() == "a and b more"


def test_a_formula_with_a_stop_still_breaks_between_its_parts():
    html = '<i><span class="base">a=</span><span class="base">b</span></i>'
    tied = site_math.tied(html, ".")
    assert tied.count("<wbr>") == 1
    assert tied.replace("<wbr>", "") == f'<span class="u-tied">{html}.</span>'
    assert site_math.tied(html, "") == html


def test_a_line_that_a_busy_kernel_sent_in_two_pieces_is_one_line_again():
    def stream(text, name="stdout"):
        return {"output_type": "stream", "name": name, "text": text}

    other = {"output_type": "display_data"}
    pieces = [stream("from c_T"), other, stream(" [1, 5]\n"), stream("!", "stderr")]
    joined = site_outputs.join_streams(pieces)
    assert joined == [stream("from c_T [1, 5]\n"), other, stream("!", "stderr")]


def document_with(folder, **outputs):
    """Return a document with one output: its MIME types and the alt of its figure."""
    document = new_document("page")
    document.settings.env = SimpleNamespace(docname="lstm/gates", srcdir=str(folder))
    bundle = nodes.container(nb_element="mime_bundle")
    for kind in outputs["kinds"]:
        child = nodes.container(mime_type=kind)
        if kind == SVG:
            (folder / "figure.svg").write_text(FIGURE, encoding="utf-8")
            child += nodes.image(uri="/figure.svg", alt=outputs.get("alt", ""))
        bundle += child
    document += bundle
    return document


class TestChecker:
    def test_a_site_whose_links_resolve_has_no_problem(self, tmp_path):
        links = '<a href="b.html#x">b</a> <a href="https://example.org">far</a>'
        folder = write_site(tmp_path, index=links, b='<p id="x">here</p>')
        assert site_check.problems(folder) == []

    @pytest.mark.parametrize(
        ("body", "problem"),
        [
            ('<a href="gone.html">x</a>', "broken link: gone.html"),
            ('<a href="#gone">x</a>', "missing anchor: #gone"),
            ('<a href="../../etc/x">x</a>', "broken link: ../../etc/x"),
            ('<a href="javascript:x()">x</a>', "unexpected kind: javascript:x()"),
            ('<img src="gone.png" alt="">', "not there: gone.png"),
            ('<script src="https://cdn.test/a.js"></script>', "another host"),
            ('<script src="//cdn.test/a.js"></script>', "another host"),
            ('<link rel="stylesheet" href="https://cdn.test/a.css">', "another host"),
            ('<p style="background:url(https://cdn.test/a.png)">x</p>', "another host"),
            ("<style>@import 'https://cdn.test/a.css'</style>", "another host"),
            ("<p>unrolled-canary</p>", "solution"),
        ],
    )
    def test_each_fault_of_a_page_is_named(self, tmp_path, body, problem):
        (found,) = site_check.problems(write_site(tmp_path, index=body))
        assert found.startswith("index.html: ")
        assert problem in found

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("a.css", "@font-face{src:url(https://cdn.test/a.woff2)}"),
            ("a.css", "p{background:url(gone.png)}"),
            ("a.js", 'import x from "https://cdn.test/x.js"'),
            ("_sources/index.md", "# Page"),
        ],
    )
    def test_each_fault_of_a_file_is_named(self, tmp_path, name, text):
        folder = write_site(tmp_path)
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
        (found,) = site_check.problems(folder)
        assert found.startswith(f"{name}: ")

    def test_a_folder_without_a_site_is_named_with_the_command(self, tmp_path):
        (found,) = site_check.problems(tmp_path)
        assert "python -m autograder.site build" in found


class TestOutputs:
    def apply(self, document):
        site_outputs.CheckOutputs(document).apply()
        return document

    def test_a_widget_that_needs_a_kernel_stops_the_build(self, tmp_path):
        document = document_with(tmp_path, kinds=[WIDGET, "text/plain"])
        with pytest.raises(site_outputs.OutputError, match=r"lstm/gates.*rnn_core"):
            self.apply(document)

    def test_a_demo_that_also_gives_html_passes(self, tmp_path):
        document = document_with(tmp_path, kinds=[WIDGET, "text/html"])
        assert len(self.apply(document).children[0].children) == 2

    @pytest.mark.parametrize("alt", ["", "  ", "figure.svg"])
    def test_a_figure_without_words_stops_the_build(self, tmp_path, alt):
        with pytest.raises(site_outputs.OutputError, match="no words"):
            self.apply(document_with(tmp_path, kinds=[SVG], alt=alt))

    def test_a_figure_stands_in_the_page_with_its_words_and_own_ids(self, tmp_path):
        document = document_with(tmp_path, kinds=[SVG], alt='Two "curves"')
        text = next(iter(self.apply(document).findall(nodes.raw))).astext()
        assert 'aria-label="Two &quot;curves&quot;"' in text
        assert 'id="fig0-a"' in text
        assert 'href="#fig0-a"' in text

    def test_a_palette_colour_of_a_plot_becomes_a_property(self):
        stroke = site_outputs.with_properties("stroke: #0B62C4; fill: #123456")
        assert stroke == "stroke: var(--u-input, #0B62C4); fill: #123456"

    def test_the_palette_is_the_one_of_the_style_sheet(self):
        css = (ROOT / "book/_assets/unrolled.css").read_text(encoding="utf-8")
        light = css[: css.index('html[data-theme="dark"]')]
        declared = dict(re.findall(r"--u-([a-z]+): (#[0-9a-f]{6});", light))
        found = {name: colour for colour, name in site_outputs.PALETTE.items()}
        assert found == declared


def luminance(colour):
    """Return the relative luminance of ``#rrggbb``, after WCAG 2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_can_be_read_on_page_and_surface(scheme):
    css = (ROOT / "book/_assets/unrolled.css").read_text(encoding="utf-8")
    blocks = css.split('html[data-theme="dark"] {')
    block = blocks[0] if scheme == "light" else blocks[1][: blocks[1].index("}")]
    colours = dict(re.findall(r"--u-([a-z]+): (#[0-9a-f]{6});", block))
    for ground in ("bg", "surface"):
        for role in set(colours) - {"bg", "surface", "line"}:
            pair = sorted(luminance(colours[name]) + 0.05 for name in (ground, role))
            # 3 for the border of a control, 4.5 for text: WCAG 2.1, AA
            assert pair[1] / pair[0] >= (3 if role == "control" else 4.5), role


class TestStyles:
    def test_a_rule_that_nothing_matches_is_left_out(self):
        css = ".here p,.gone{a:b}.gone{c:d}@media print{.gone{e:f}}"
        assert site_css.purge(css, {"here"}) == ".here p{a:b}"

    def test_a_class_inside_not_does_not_count(self):
        css = ".here:not(.gone){a:b}"
        assert site_css.purge(css, {"here"}) == css

    def test_the_icon_font_is_left_out(self):
        css = '@font-face{font-family:"Font Awesome 6 Free"}.fa-bars:before{a:b}'
        assert site_css.purge(css, {"fa-bars"}) == ""


class TestMath:
    def test_a_formula_is_finished_html_with_mathml(self):
        html = site_math.render(r"h_t = \tanh(a_t)", False, None)
        assert "<math" in html
        assert 'class="katex"' in html

    def test_the_vendored_style_is_that_of_the_renderer(self):
        from sphinxcontrib import katex

        readme = (ROOT / "book/_assets/vendor/README.md").read_text(encoding="utf-8")
        assert f"| {katex.katex_version}," in readme

    def test_lines_without_an_environment_are_aligned(self):
        assert site_math._lines(r"a \\ b").startswith(r"\begin{aligned}")
        assert site_math._lines(r"\begin{cases}a \\ b\end{cases}").startswith(
            r"\begin{cases}"
        )


class TestRepairs:
    def test_an_empty_corner_is_no_header(self):
        assert site_repairs.repair('<th class="head"><p></p></th>') == "<td></td>"

    def test_a_header_with_text_stays(self):
        header = '<th class="head"><p>gate</p></th>'
        assert site_repairs.repair(header) == header


class TestStub:
    def test_signature_shapes_and_meanings_are_read_without_import(self, tmp_path):
        (tmp_path / "lstm.py").write_text(
            'raise SystemExit\n\n\ndef f(x, *, y=2):\n    """Do.\n\n'
            "    Parameters\n    ----------\n"
            "    x : ndarray of shape (N, D)\n        The\n        input.\n\n"
            '    Returns\n    -------\n    h : float\n        Out.\n    """\n',
            encoding="utf-8",
        )
        stub = exercise_stub.read_stub(tmp_path / "lstm.py", "f")
        assert stub.signature == "def f(x, *, y=2)"
        assert stub.parameters == (("x", "(N, D)", "The input."),)
        assert stub.returns == (("h", "float", "Out."),)

    def test_a_missing_exercise_is_named_with_the_command(self, tmp_path):
        (tmp_path / "lstm.py").write_text("", encoding="utf-8")
        with pytest.raises(exercise_stub.StubError, match=r"^g: .*Run: make stubs"):
            exercise_stub.read_stub(tmp_path / "lstm.py", "g")


class TestKey:
    def write(self, root, name, text):
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    @pytest.mark.parametrize(
        "name", ["rnn_core/a.py", "rnn_core/checks/a.json", "solutions/a/reference.py"]
    )
    def test_a_changed_package_has_a_cache_of_its_own(self, tmp_path, name):
        self.write(tmp_path, name, "1")
        before = site_execution.source_key(tmp_path)
        self.write(tmp_path, name, "2")
        assert site_execution.source_key(tmp_path) != before

    def test_hidden_checks_do_not_make_pages_run_again(self, tmp_path):
        before = site_execution.source_key(tmp_path)
        self.write(tmp_path, "solutions/a/checks.py", "1")
        assert site_execution.source_key(tmp_path) == before


@pytest.fixture
def small_book(tmp_path):
    """Return a checkout with the site's machinery and a book of one page."""
    for name in ("_config.yml", "book/_ext", "book/_assets", "rnn_core"):
        target = tmp_path / name
        target.parent.mkdir(exist_ok=True)
        target.symlink_to(ROOT / name)
    shutil.copyfile(ROOT / "book/references.bib", tmp_path / "book/references.bib")
    toc = "format: jb-book\nroot: lstm/exercises\n"
    (tmp_path / "book/_toc.yml").write_text(toc, encoding="utf-8")
    (tmp_path / "book/lstm").mkdir()
    return tmp_path


@pytest.mark.book
class TestBuild:
    def build(self, root, capfd, text):
        (root / "book/lstm/exercises.md").write_text(text, encoding="utf-8")
        return site.build(root, quiet=True), "".join(capfd.readouterr())

    def test_an_exercise_without_a_stub_fails_with_the_command(self, small_book, capfd):
        text = (
            "# Page\n\n````{exercise} no_such_cell\n:title: A\n:minutes: 5\n"
            ":difficulty: 1\n:level: core\n:page: lstm/exercises\n\nText.\n````\n"
        )
        status, output = self.build(small_book, capfd, text)
        assert status == 1
        assert "no_such_cell" in output
        assert "Run: make stubs" in output

    def test_a_wrong_formula_fails_with_its_page(self, small_book, capfd):
        status, output = self.build(small_book, capfd, "# Page\n\n$\\nosuch{x}$\n")
        assert status == 1
        assert re.search(r"exercises\.md.*\\nosuch", output)

    def test_a_dead_widget_fails_with_its_page_and_line(self, small_book, capfd):
        text = (
            "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n---\n# Page\n\n"
            "```{code-cell}\nimport ipywidgets\n"
            "ipywidgets.interact(lambda x: x, x=(0, 9));\n```\n"
        )
        status, output = self.build(small_book, capfd, text)
        assert status == 1
        assert "needs a running kernel" in output
