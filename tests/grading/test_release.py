"""``autograder release``: what students get, and that it is the same every time."""

import hashlib
import zipfile

import nbformat
import pytest

from autograder import bundle, release, sources, unlock
from autograder.errors import AutograderError, CourseError, LeakError

UNITS = sources.units_with_exercises()
pytestmark = pytest.mark.nbgrader


def released(course):
    return [
        nbformat.read(path, as_version=4)
        for path in sorted(course.glob("release/*/*.ipynb"))
    ]


def source_of(notebook):
    return "\n".join(cell.source for cell in notebook.cells)


def test_every_notebook_of_every_unit_is_released(course):
    for unit in UNITS:
        found = {path.stem for path in (course / "release" / unit).glob("*.ipynb")}
        assert found == {notebook.name for notebook in sources.notebooks(unit)}


def test_a_released_notebook_holds_no_solution_and_no_hidden_test(course):
    for notebook in released(course):
        for secret in ("SOLUTION", "HIDDEN", "hidden_check", sources.CANARY):
            assert secret not in source_of(notebook)


def test_a_released_notebook_keeps_checks_and_stubs(course):
    for notebook in released(course):
        for cell in notebook.cells:
            role = cell.metadata.get("nbgrader", {})
            if role.get("solution"):
                assert cell.source.endswith("    raise NotImplementedError")
            if role.get("grade"):
                name = role["grade_id"].removesuffix("-check")
                assert cell.source == f"points = check({name})\npoints"


def test_a_released_notebook_keeps_its_deterministic_cell_ids(course):
    for notebook in released(course):
        assert notebook.cells[1].id == "setup"


def test_the_bundle_has_wheel_notebooks_guide_and_marker_alone(course):
    with zipfile.ZipFile(course / "student.zip") as archive:
        names = archive.namelist()
    notebooks = {f"unrolled/{u}/{n.name}.ipynb" for u in UNITS for n in _texts(u)}
    (wheel,) = [name for name in names if name.endswith(".whl")]
    assert wheel.startswith("unrolled/rnn_core-")
    rest = {wheel, "unrolled/START-HERE.md", "unrolled/unrolled-course.toml"}
    assert set(names) == notebooks | rest


def _texts(unit):
    return sources.notebooks(unit)


def test_the_guide_names_the_wheel_the_notebooks_and_the_hand_in(course):
    with zipfile.ZipFile(course / "student.zip") as archive:
        guide = archive.read("unrolled/START-HERE.md").decode()
        (wheel,) = [n for n in archive.namelist() if n.endswith(".whl")]
    assert f"./{wheel.removeprefix('unrolled/')}" in guide
    for unit in UNITS:
        assert f"python -m rnn_core hand-in {unit}" in guide
        for notebook in sources.notebooks(unit):
            assert f"`{unit}/{notebook.name}.ipynb`" in guide


def test_a_second_release_writes_the_same_bytes(course, tmp_path):
    again = release.release(tmp_path / "course", []).course
    for name in ("student.zip", *_relative(course, "source"), *_relative(course)):
        assert digest(again / name) == digest(course / name), name


def _relative(course, step="release"):
    return [p.relative_to(course).as_posix() for p in course.glob(f"{step}/*/*.ipynb")]


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_release_in_place_forgets_notebooks_that_are_no_more(tmp_path):
    unit = UNITS[0]
    old = tmp_path / "source" / unit / "old.ipynb"
    old.parent.mkdir(parents=True)
    old.write_text("{}")
    release.write_sources(tmp_path, unit)
    assert not old.exists()


def test_a_configuration_that_is_there_is_left_as_it_is(tmp_path):
    config = tmp_path / "nbgrader_config.py"
    config.write_text("c = get_config()\n")
    release.prepare(tmp_path)
    assert config.read_text() == "c = get_config()\n"


def test_a_release_that_holds_a_solution_is_refused(course, tmp_path):
    (path, *_) = sorted(course.glob("source/*/*.ipynb"))
    (tmp_path / path.name).write_bytes(path.read_bytes())
    with pytest.raises(LeakError, match="the canary comment"):
        release.check_release(tmp_path)


def test_an_empty_release_is_refused(tmp_path):
    with pytest.raises(LeakError, match="holds no notebook"):
        release.check_release(tmp_path)


def test_an_unknown_unit_is_named_with_those_that_exist():
    with pytest.raises(AutograderError, match=f"lstn: no such unit.*{UNITS[0]}"):
        release.choose_units(["lstn"])


def test_a_bundle_without_released_notebooks_says_how_to_make_them(tmp_path):
    with pytest.raises(CourseError, match="autograder release lstm"):
        bundle.write_student_zip(tmp_path, ["lstm"])


class TestUnlock:
    @pytest.mark.parametrize("unit", UNITS)
    def test_it_holds_every_function_of_the_unit_and_no_mark(self, unit):
        text = unlock.unlock_text(unit)
        scope = {}
        exec(compile(text, "unlock.py", "exec"), scope)
        for name in sources.reference_functions(unit):
            assert callable(scope[name])
            assert not hasattr(scope[name], "__exercise__")
        for secret in (sources.CANARY, "SOLUTION", "@exercise", "solutions."):
            assert secret not in text

    def test_rnn_core_answers_from_it_in_student_mode(self, tmp_path, monkeypatch):
        import rnn_core

        (tmp_path / bundle.MARKER).write_text(bundle.MARKER_TEXT)
        unlock.write_unlock("lstm", tmp_path)
        monkeypatch.chdir(tmp_path)
        with rnn_core.mode("student"):
            assert (
                rnn_core.resolve("memory_cell")(3.0, 100.0, 100.0, -100.0, 4.0)[1] == 7
            )
            source = rnn_core.exercise.resolve_source("memory_cell")
        assert source == "unlocked"


class TestCommandLine:
    def test_help_names_every_command(self, autograder):
        done = autograder("--help")
        assert done.returncode == 0
        for command in ("release", "sample-class", "nbgrader", "unlock"):
            assert f"\n    {command} " in done.stdout

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (("release", "lstn"), "lstn: no such unit"),
            (("sample-class",), "is no course directory"),
            (("nbgrader",), "is no course directory"),
            (("unlock", "lstn"), "lstn: no such unit"),
            (("frobnicate",), "invalid choice"),
            ((), "required"),
        ],
    )
    def test_a_mistake_is_one_sentence_and_status_2(
        self, autograder, tmp_path, arguments, told
    ):
        done = autograder(*arguments, cwd=tmp_path)
        assert done.returncode == 2
        assert told in done.stderr
        assert "Traceback" not in done.stderr

    def test_the_course_may_stand_on_both_sides_of_the_command(
        self, autograder, tmp_path
    ):
        for order in (
            ("--course", tmp_path, "unlock"),
            ("unlock", "--course", tmp_path),
        ):
            done = autograder(*order, "lstm", cwd=tmp_path)
            assert done.stdout.strip() == str(tmp_path / "unlock-lstm.py")

    def test_a_file_in_place_of_the_course_is_named(self, autograder, tmp_path):
        (tmp_path / "course").write_text("")
        done = autograder("release", cwd=tmp_path)
        assert done.returncode == 2
        assert "is a file; give --course a directory" in done.stderr
