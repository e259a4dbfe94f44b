"""Nothing of a solution, a hidden check or the grader reaches a student or the site."""

import json
import zipfile

import pytest

from autograder import leaks, public, site, sources, unlock
from autograder.errors import LeakError
from autograder.release import release
from autograder.stripper import clean

SUITES = [
    suite
    for unit in sources.units_with_exercises()
    for suite in sources.load_suites(unit).values()
]


@pytest.fixture(scope="module")
def found():
    return leaks.secrets()


@pytest.fixture(scope="session")
def built_site(root):
    """Return the built site; an absent one is built, a broken one is an error."""
    return site.ensure(root)


class TestTheSearchItself:
    def test_every_solution_and_every_file_of_checks_carries_the_canary(self, root):
        for unit in sources.units_with_reference():
            for name in sources.reference_functions(unit):
                assert sources.CANARY in sources.solution_source(name), name
            for path in (root / "solutions" / unit).rglob("*.py"):
                secret = {"reference", "checks", "wrong_answers"} & {
                    part.removesuffix(".py") for part in path.parts
                }
                if secret and path.stem != "__init__":
                    assert sources.CANARY in path.read_text(encoding="utf-8"), path

    def test_every_body_of_three_statements_is_among_the_secrets(self, found):
        places = " ".join(secret.place for secret in found)
        for name in ("memory_cell", "lstm_cell_forward", "lstm_cell_backward"):
            assert name in places

    def test_the_canary_is_found_in_an_archive_inside_an_archive(self, tmp_path):
        inner = tmp_path / "inner.whl"
        with zipfile.ZipFile(inner, "w") as archive:
            archive.writestr("a.py", f"# {sources.CANARY}\n")
        outer = tmp_path / "outer.zip"
        with zipfile.ZipFile(outer, "w") as archive:
            archive.write(inner, "inner.whl")
        (leak,) = leaks.search(outer)
        assert leak == ("outer.zip/inner.whl/a.py", "the canary comment")

    @pytest.mark.parametrize("name", ["memory_cell", "lstm_cell_backward"])
    @pytest.mark.parametrize("kind", ["py", "ipynb", "html", "json"])
    def test_a_solution_without_its_comments_is_found(self, tmp_path, name, kind):
        text = clean(sources.solution_source(name), sources.CANARY)
        (tmp_path / f"copy.{kind}").write_text(disguise(text, kind), encoding="utf-8")
        assert any("a copy of lstm/reference" in leak.what for leak in search(tmp_path))

    def test_every_secret_is_found_wherever_it_stands(self, found):
        for number, secret in enumerate(found):
            text = "-" * (number % 11) + secret.text + "-" * (number % 3)
            assert secret in leaks.copies(text, found)
            assert secret not in leaks.copies(secret.text[:-1], found)

    @pytest.mark.parametrize("size", [1, 15, 16, 17, 22, 23, 24])
    def test_a_short_secret_is_found_wherever_it_stands(self, size):
        secrets = (leaks.Secret("abcdefghijklmnopqrstuvwxyz"[:size], "here"),)
        for before in range(20):
            assert leaks.copies("-" * before + secrets[0].text, secrets)

    def test_a_stub_is_not_taken_for_a_solution(self, tmp_path):
        (tmp_path / "stub.py").write_text(sources.stub_source("lstm_cell_forward"))
        assert search(tmp_path) == []

    def test_nbgraders_markers_are_leaks_in_a_notebook(self, tmp_path):
        cell = {"cell_type": "code", "source": "### BEGIN HIDDEN TESTS\n1"}
        (tmp_path / "a.ipynb").write_text(json.dumps({"cells": [cell]}))
        assert search(tmp_path) == []
        assert leaks.search(tmp_path, markers=True)

    def test_what_is_absent_has_not_been_searched(self, tmp_path):
        with pytest.raises(LeakError, match="is absent"):
            leaks.search(tmp_path / "nowhere")
        with pytest.raises(LeakError, match="is empty"):
            leaks.search(tmp_path)

    def test_an_unlock_file_would_be_found(self, tmp_path):
        unlock.write_unlock("lstm", tmp_path)
        assert search(tmp_path)


def search(path):
    return leaks.search(path)


def disguise(text, kind):
    if kind == "ipynb":
        return json.dumps({"cells": [{"cell_type": "code", "source": text}]})
    if kind == "html":
        marked = text.replace("<", "&lt;").replace("c_t", "<span>c_t</span>")
        return f"<pre>{marked}</pre>"
    return json.dumps({"text": text}) if kind == "json" else text


class TestWhatStudentsGet:
    def test_the_package_holds_no_secret(self, root):
        assert leaks.search(root / "rnn_core") == []

    @pytest.mark.nbgrader
    def test_released_notebooks_hold_no_secret(self, course):
        assert leaks.search(course / "release", markers=True) == []

    @pytest.mark.nbgrader
    def test_the_students_bundle_holds_no_secret(self, course):
        assert leaks.search(course / "student.zip", markers=True) == []

    @pytest.mark.nbgrader
    def test_the_bundle_holds_nothing_of_solutions_or_autograder(self, course):
        names = [name for name, _ in leaks.read_artefact(course / "student.zip")]
        assert names
        for name in names:
            parts = name.split("/")
            assert not {"solutions", "autograder", "tests"} & set(parts), name

    @pytest.mark.nbgrader
    def test_feedback_holds_no_secret(self, graded):
        course, _ = graded
        pages = list((course / "feedback").rglob("*.html"))
        assert pages
        for page in pages:
            text = page.read_text(encoding="utf-8")
            assert sources.CANARY not in text
            for spec in (spec for suite in SUITES for spec in suite.checks):
                assert f"def {spec.id}(" not in text


@pytest.mark.book
class TestWhatIsPublished:
    def test_the_site_holds_no_secret(self, built_site):
        assert leaks.search(built_site, markers=True) == []

    def test_the_site_holds_no_file_of_solutions_or_autograder(self, built_site):
        files = [
            p.relative_to(built_site) for p in built_site.rglob("*") if p.is_file()
        ]
        assert files
        for path in files:
            assert not {"solutions", "autograder"} & set(path.parts), path

    def test_the_public_tree_holds_no_secret(self, built_site, tmp_path):
        course = release(tmp_path / "course", ["gru"]).course
        target = tmp_path / "public"
        written = public.write_public(built_site, course, target)
        assert {p.parts[0] for p in written} == {"site", "package", "notebooks"}
        assert leaks.search(target, markers=True) == []
