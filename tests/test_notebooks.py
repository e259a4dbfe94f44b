"""The source notebooks: their cells, nbgrader's metadata, prose without MyST."""

import ast
from pathlib import Path

import nbformat
import pytest

from autograder import notebooks, prose, set_up, sources
from autograder.course_dir import CODE_STUB
from autograder.errors import ExerciseTextError, SourceError
from autograder.prose import BookIndex, Place, to_notebook
from autograder.stripper import strip

UNITS = sources.units_with_exercises()
BUILT = {unit: notebooks.build_unit(unit) for unit in UNITS}
ALL = [(unit, name) for unit in UNITS for name in BUILT[unit]]
SITE = BookIndex(
    base_url="https://example.org/unrolled",
    labels={"gates": Place("lstm/gates", "gates", "The gates")},
    pages={
        "lstm/gates": Place("lstm/gates", "", "The gates"),
        "notation": Place("notation", "", "Notation"),
    },
)


@pytest.fixture(params=ALL, ids=lambda pair: pair[1])
def notebook(request):
    unit, name = request.param
    return BUILT[unit][name]


def role(cell):
    return cell.metadata.get("nbgrader", {})


def cells_with(notebook, key):
    return [cell for cell in notebook.cells if role(cell).get(key)]


def test_there_is_a_notebook():
    assert ALL


def test_the_same_text_gives_the_same_bytes():
    again = notebooks.build_unit(UNITS[0])
    for name, built in BUILT[UNITS[0]].items():
        assert nbformat.writes(built) == nbformat.writes(again[name])


def test_cell_ids_and_grade_ids_are_unique(notebook):
    ids = [cell.id for cell in notebook.cells]
    grade_ids = [role(c)["grade_id"] for c in notebook.cells if "grade_id" in role(c)]
    assert len(set(ids)) == len(ids)
    assert len(set(grade_ids)) == len(grade_ids)


def test_every_exercise_has_text_then_its_function_then_its_check(notebook):
    solutions = cells_with(notebook, "solution")
    assert solutions
    for cell in solutions:
        name = role(cell)["grade_id"]
        at = notebook.cells.index(cell)
        assert notebook.cells[at - 1].cell_type == "markdown"
        check = notebook.cells[at + 1]
        assert role(check)["grade_id"] == f"{name}-check"
        assert role(check)["grade"]
        assert role(check)["locked"]
        assert check.source.startswith(f"points = check({name})\n")


def test_a_check_is_worth_its_visible_and_hidden_checks_together(notebook):
    for cell in cells_with(notebook, "grade"):
        suite = sources.suite(role(cell)["grade_id"].removesuffix("-check"))
        assert role(cell)["points"] == sum(spec.points for spec in suite.checks)


def test_a_check_cell_ends_in_the_points(notebook):
    for cell in cells_with(notebook, "grade"):
        last = ast.parse(cell.source).body[-1]
        assert ast.unparse(last) == "points"


def test_hidden_tests_are_marked(notebook):
    for cell in cells_with(notebook, "grade"):
        outside = cell.source.split("### BEGIN HIDDEN TESTS")
        assert len(outside) == 2
        assert "hidden_check" not in outside[0]
        assert "hidden_check" not in outside[1].split("### END HIDDEN TESTS")[1]


def test_the_first_code_cell_is_locked_and_starts_the_notebook(notebook):
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    assert role(first)["locked"]
    assert first.source.splitlines()[-1].startswith('start("')


def test_only_exercises_and_what_they_name_is_imported(notebook):
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    imported = {
        alias.asname or alias.name
        for node in ast.walk(ast.parse(first.source))
        if isinstance(node, ast.ImportFrom | ast.Import)
        for alias in node.names
    }
    uses = {
        use
        for cell in cells_with(notebook, "solution")
        for use in sources.suite(role(cell)["grade_id"]).uses
    }
    solutions = [cell.source for cell in cells_with(notebook, "solution")]
    named = "\n".join([*solutions, *map(sources.stub_source, uses)])
    for name in imported - {"np", "check", "start"} - uses:
        assert name in named, name
    assert {role(c)["grade_id"] for c in cells_with(notebook, "solution")} <= imported


def test_a_demo_does_not_stop_a_notebook_and_is_not_graded(notebook):
    demos = [cell for cell in notebook.cells if cell.id.endswith("-demo")]
    for cell in demos:
        assert "raises-exception" in cell.metadata.tags
        assert not role(cell)


def test_the_exercises_that_name_a_demo_have_its_cell():
    for unit in UNITS:
        wanted = {t.name for _, t in sources.exercise_texts(unit) if t.demo}
        ids = {cell.id for built in BUILT[unit].values() for cell in built.cells}
        assert {f"{name}-demo" for name in wanted} == {
            i for i in ids if i.endswith("-demo")
        }


def test_nbgrader_clears_solutions_as_our_stripper_does(notebook):
    from nbgrader.preprocessors import ClearSolutions

    clear = ClearSolutions(code_stub={"python": CODE_STUB})
    cleared, _ = clear.preprocess(nbformat.from_dict(notebook), {})
    for before, after in zip(notebook.cells, cleared.cells, strict=True):
        if role(before).get("solution"):
            ours = strip(before.source + "\n", lambda _: CODE_STUB)
            assert after.source == ours.rstrip("\n")
            assert sources.CANARY not in ours
        else:
            assert after.source == before.source


def test_a_solution_that_needs_more_than_its_notebook_imports_is_refused(monkeypatch):
    source = "def lstm_forward(x):\n    return scipy.special.expit(x)\n"
    monkeypatch.setattr(sources, "solution_source", lambda name: source)
    with pytest.raises(SourceError, match="lstm_forward uses scipy"):
        set_up.set_up("lstm-layer", {"lstm_forward": ()})


class TestProse:
    def rewrite(self, text, book=SITE):
        return to_notebook(text, book, Path("exercises.md"), 7, "lstm/exercises")

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("{ref}`gates`", "[The gates](https://example.org/unrolled/lstm/gates"),
            ("{ref}`here <gates>`", "[here](https://example.org/unrolled/lstm/gates"),
            ("{doc}`gates`", "/lstm/gates.html)"),
            ("{doc}`/notation`", "[Notation](https://example.org/unrolled/notation"),
            ("{doc}`../notation`", "/unrolled/notation.html)"),
            ("[see](gates.md)", "[see](https://example.org/unrolled/lstm/gates.html)"),
            ("[see](gates.md#sum)", "lstm/gates.html#sum)"),
            ("[see](#gates)", "lstm/gates.html#gates)"),
            ("[](#gates)", "[The gates]("),
        ],
    )
    def test_a_reference_becomes_a_link_to_the_site(self, text, expected):
        assert expected in self.rewrite(text)

    def test_without_a_site_a_reference_names_its_page(self):
        book = BookIndex(labels=SITE.labels, pages=SITE.pages)
        found = self.rewrite("See {ref}`gates`.", book)
        assert found == "See The gates (page lstm/gates of the book)."

    @pytest.mark.parametrize(
        "text",
        [
            "# A heading\n\n- a list\n- of $x_t$ and `{ref}`",
            "$$\n\\begin{aligned}\nc &= \\sigma(z)\n\\end{aligned}\n$$",
            "$$a = \\text{b}$$",
            "```python\nx = {ref}\n```",
            "~~~\n{ref}`nowhere`\n~~~",
            "``a ` {ref}`nowhere` ``",
            "[a site](https://example.org)",
            "3 < 4 and 5 > 2",
        ],
    )
    def test_what_jupyterlab_renders_stays_as_it_is(self, text):
        assert self.rewrite(text) == text

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("one\n{cite}`gers`", "line 8: got the role {cite}"),
            ("{eq}`sum`", "line 7: got the role {eq}"),
            ("{ref}`nowhere`", "no label 'nowhere'"),
            ("{doc}`nowhere`", "no page 'lstm/nowhere'"),
            ("[a](nowhere.md)", "no page 'lstm/nowhere'"),
            ("[a](file.png)", "expected a page"),
            ("```{note}\nread\n```", "got the directive {note}"),
            (":::{note}\nread\n:::", "a colon fence"),
            ("(label)=\n# Title", "a label"),
            ("% a remark", "a MyST comment"),
            ("$$ (sum)", "an equation's label"),
            ("![a plot](plot.png)", "an image"),
            ("so it is[^1]", "'[^1]'"),
            ("{{ name }}", "'{{ name }}'"),
            ("<b>bold</b>", "'<b>'"),
            ("+++", "a block break"),
        ],
    )
    def test_what_it_does_not_render_is_named_with_its_line(self, text, told):
        with pytest.raises(ExerciseTextError) as caught:
            self.rewrite(text)
        assert told in str(caught.value)

    def test_labels_titles_and_exercises_of_pages_are_found(self, tmp_path):
        page = "---\nkey: 1\n---\n(top)=\n# First\n\n```\n(no)=\n```\n\n"
        page += "(sub_one)=\n## Sub\n"
        exercise = "\n````{exercise} memory_cell\n:title: x\n````\n"
        (tmp_path / "lstm").mkdir()
        (tmp_path / "lstm" / "page.md").write_text(page + exercise)
        (tmp_path / "_config.yml").write_text("html:\n  baseurl: https://a.b/c/\n")
        book = prose.read_book(tmp_path, tmp_path / "_config.yml")
        assert book.base_url == "https://a.b/c"
        assert book.pages["lstm/page"].title == "First"
        assert book.labels["sub_one"] == Place("lstm/page", "sub-one", "Sub")
        assert book.labels["ex-memory-cell"].anchor == "ex-memory-cell"
        assert "no" not in book.labels
