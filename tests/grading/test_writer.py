"""The writer: nbgrader's rows, our own table, files that are swapped in whole."""

import datetime
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace

import nbformat
import pytest
import sqlalchemy as sa
import tiny_course
import tiny_judge
from tiny_course import NAME, grades, hand_in, query

from autograder.errors import CourseError, GradebookError
from autograder.grading import gradebook as gradebooks
from autograder.grading import store
from autograder.grading.late import Extension, grant, read_extensions
from autograder.grading.records import Result
from autograder.grading.writer import Writer

RIGHT = {"program": "answer = 1", "more": "answer = 1", "essay": "Sums add up."}


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    course = tmp_path_factory.mktemp("tiny") / "course"
    tiny_course.build(course)
    return course


@pytest.fixture
def course(generated, tmp_path):
    return shutil.copytree(generated, tmp_path / "course")


def graded(course, student="ann", **changes):
    """Grade a submission with the tiny judge and store it."""
    unsafe = changes.pop("unsafe", False)
    with Writer(course) as writer:
        plan = writer.prepare(tiny_course.plan_of(course))
        submission = tiny_course.submission_of(course, student)
        result = tiny_judge.grade_one(plan, submission, timeout=1, repeat=1, safe=True)
        return writer.store(replace(result, **changes), submission, plan, unsafe)


def configure(course, text):
    with (course / "nbgrader_config.py").open("a") as config:
        config.write(text + "\n")


def test_a_submission_gets_the_rows_of_every_cell(course):
    hand_in(course, "ann", RIGHT)
    graded(course)
    assert grades(course, "ann") == {
        "test": (2.0, False),
        "essay": (None, True),
        "task": (None, True),
        "more-test": (1.0, False),
    }
    (student,) = query(course, tiny_course.STUDENTS)
    assert student == ("ann", None, None, None, None)


def test_an_answer_left_as_it_was_given_scores_0_and_waits_for_nobody(course):
    hand_in(course, "ann")
    result = graded(course)
    assert grades(course, "ann")["essay"] == (0.0, False)
    comments = query(course, tiny_course.COMMENTS)
    assert {row[2]: row[3] for row in comments} == {
        "program": "No response.",
        "essay": "No response.",
        "more": "No response.",
        "task": None,
    }
    assert {c.grade_id: c.score for c in result.cells}["essay"] == 0.0


def test_a_missing_notebook_scores_0_and_stays_missing(course):
    hand_in(course, "ann", RIGHT, without=("one",))
    result = graded(course)
    assert grades(course, "ann") == {
        "test": (0.0, False),
        "essay": (0.0, False),
        "task": (0.0, False),
        "more-test": (1.0, False),
    }
    assert result.score == 1.0
    assert "ann/tiny/one.ipynb" not in tiny_course.tree(course)


def test_what_a_person_entered_is_never_overwritten(course):
    hand_in(course, "ann", RIGHT)
    graded(course)
    query(
        course,
        "UPDATE grade SET manual_score = 1.5, extra_credit = 0.5, "
        "needs_manual_grade = 0",
    )
    query(course, "UPDATE comment SET manual_comment = 'well done'")
    query(course, "UPDATE submitted_notebook SET flagged = 1")
    hand_in(course, "ann", {**RIGHT, "program": "answer = 0 + 0"})
    graded(course)
    rows = query(course, tiny_course.GRADES)
    assert {row[2]: row[3] for row in rows}["test"] == 0.0
    assert {row[4:6] for row in rows} == {(1.5, 0.5)}
    assert {row[4] for row in query(course, tiny_course.COMMENTS)} == {"well done"}
    assert {row[5] for row in query(course, tiny_course.SUBMITTED)} == {1}


def test_a_persons_grade_needs_another_look_when_the_submission_changed(course):
    hand_in(course, "ann", RIGHT)
    graded(course)
    query(course, "UPDATE grade SET manual_score = 1, needs_manual_grade = 0")
    graded(course)
    assert not any(waits for _, waits in grades(course, "ann").values())
    hand_in(course, "ann", {**RIGHT, "essay": "Another answer."})
    graded(course)
    assert all(waits for _, waits in grades(course, "ann").values())


def test_grading_the_same_again_asks_for_a_look_only_where_the_score_changed(course):
    hand_in(course, "ann", RIGHT)
    result = graded(course)
    query(course, "UPDATE grade SET manual_score = 1, needs_manual_grade = 0")
    cells = tuple(
        replace(cell, score=0.5) if cell.grade_id == "test" else cell
        for cell in result.cells
    )
    graded(course, cells=cells)
    waiting = {name for name, (_, waits) in grades(course, "ann").items() if waits}
    assert waiting == {"test"}


@pytest.mark.parametrize("status", ["unreadable_submission", "infra_error"])
def test_what_could_not_be_graded_leaves_the_older_grade_alone(course, status):
    hand_in(course, "ann", RIGHT)
    graded(course)
    before = tiny_course.rows(course, tiny_course.NBGRADERS), tiny_course.tree(course)
    graded(course, status=status, score=0.0, cells=(), message="why")
    after = tiny_course.rows(course, tiny_course.NBGRADERS), tiny_course.tree(course)
    assert after == before
    ((found, message),) = query(course, "SELECT status, message FROM autograder_result")
    assert (found, message) == (status, "why")


def test_a_refused_submission_makes_no_student(course):
    hand_in(course, "ann", RIGHT)
    graded(course, status="unreadable_submission", score=0.0, cells=())
    assert query(course, tiny_course.STUDENTS) == []
    assert not (course / "autograded").exists()


def test_a_grade_without_a_sandbox_is_stamped(course):
    hand_in(course, "ann", RIGHT)
    assert graded(course, unsafe=True).flags == ("unsafe",)
    ((unsafe, flags, record),) = query(
        course, "SELECT unsafe, flags, record FROM autograder_result"
    )
    assert unsafe == 1
    assert json.loads(flags) == ["unsafe"]
    assert json.loads(record)["flags"] == ["unsafe"]


def test_the_record_is_what_the_result_says_in_public(course):
    hand_in(course, "ann", RIGHT)
    result = graded(course)
    with gradebooks.open_gradebook(course) as gradebook:
        stored = gradebook.previous("ann", NAME)
        assert gradebook.previous("bob", NAME) is None
    assert stored.record == json.loads(json.dumps(result.public()))
    assert (stored.status, stored.seconds, stored.cpu_seconds) == ("ok", 0.5, 0.25)


def test_one_submission_is_one_transaction(course, monkeypatch):
    commits = []
    real = gradebooks._let_us_begin

    def counting(engine):
        real(engine)
        sa.event.listen(engine, "commit", lambda connection: commits.append(1))

    monkeypatch.setattr(gradebooks, "_let_us_begin", counting)
    hand_in(course, "ann", RIGHT)
    with Writer(course) as writer:
        plan = writer.prepare(tiny_course.plan_of(course))
        submission = tiny_course.submission_of(course, "ann")
        result = tiny_judge.grade_one(plan, submission, timeout=1, repeat=1, safe=True)
        commits.clear()
        writer.store(result, submission, plan)
        assert commits == [1]


# --- the autograded tree -------------------------------------------------------------


def test_the_autograded_tree_holds_valid_notebooks_and_what_came_with_them(course):
    files = {"notes.txt": b"mine", "data.csv": b"changed", "more/x.txt": b"x"}
    hand_in(course, "ann", RIGHT, files=files)
    graded(course)
    top = course / "autograded" / "ann" / NAME
    for path in top.glob("*.ipynb"):
        nbformat.validate(json.loads(path.read_text(encoding="utf-8")))
    assert set(tiny_course.tree(course)) == {
        f"ann/tiny/{name}"
        for name in ("one.ipynb two.ipynb notes.txt data.csv more/x.txt".split())
    } | {"ann/tiny/timestamp.txt"}
    assert (top / "data.csv").read_bytes() == b"1,2\n"
    assert {path.stat().st_mode & 0o777 for path in top.glob("*.*")} == {0o444}


def test_a_student_may_keep_a_file_that_the_course_excludes(course):
    configure(course, f"c.Autograde.exclude_overwriting = {{'{NAME}': ['data.csv']}}")
    hand_in(course, "ann", RIGHT, files={"data.csv": b"changed"})
    graded(course)
    assert tiny_course.tree(course)["ann/tiny/data.csv"] == b"changed"


def test_files_of_the_version_before_are_gone(course):
    folder = hand_in(course, "ann", RIGHT, files={"notes.txt": b"mine"})
    graded(course)
    (folder / "notes.txt").unlink()
    graded(course)
    assert "ann/tiny/notes.txt" not in tiny_course.tree(course)


def test_no_path_of_a_student_leaves_the_folder_or_blocks_another(course):
    plan = tiny_course.plan_of(course)
    hand_in(course, "ann", RIGHT)
    submission = tiny_course.submission_of(course, "ann")
    odd = {
        "../../escaped.txt": b"",
        "/tmp/escaped.txt": b"",
        "data.csv/in-a-file.txt": b"",
        "one.ipynb/in-a-notebook.txt": b"",
        "a": b"",
        "a/b": b"",
        "nul\0": b"",
    }
    submission = replace(submission, files={**submission.files, **odd})
    result = tiny_judge.grade_one(plan, submission, timeout=1, repeat=1, safe=True)
    files = store.autograded_files(result, submission, plan, frozenset())
    assert set(files) == {"one.ipynb", "two.ipynb", "data.csv", "timestamp.txt", "a"}


def test_half_a_character_does_not_stop_a_notebook_from_being_written():
    cell = {"cell_type": "markdown", "metadata": {}, "source": "\ud800"}
    text = store.notebook_bytes([{**cell, "id": "a"}], {}).decode("utf-8")
    nbformat.validate(json.loads(text))
    assert json.loads(text)["nbformat_minor"] == 5
    same_id = [{**cell, "id": "a"}] * 2
    assert json.loads(store.notebook_bytes(same_id, {}))["nbformat_minor"] == 4


def test_a_page_that_a_student_handed_in_is_a_text_where_it_is_graded(course):
    files = {"mine.HTML": b"<script>", "more/plot.svg": b"<svg>", "notes.txt": b"x"}
    hand_in(course, "ann", RIGHT, files=files)
    graded(course)
    found = {path.removeprefix("ann/tiny/") for path in tiny_course.tree(course)}
    assert {"mine.HTML.txt", "more/plot.svg.txt", "notes.txt"} <= found
    assert not {"mine.HTML", "more/plot.svg"} & found


# --- who and what may be graded ------------------------------------------------------


def test_a_second_writer_is_told_whose_turn_it_is(course):
    with Writer(course), pytest.raises(CourseError, match=f"process {os.getpid()}"):
        Writer(course).__enter__()
    with Writer(course):
        pass  # free again


def test_an_assignment_that_was_never_generated_names_the_command(course):
    shutil.copytree(course / "source" / NAME, course / "source" / "new")
    with (
        Writer(course) as writer,
        pytest.raises(CourseError, match="nbgrader generate_assignment new"),
    ):
        writer.prepare(replace(tiny_course.plan_of(course), assignment="new"))


def test_a_course_without_a_gradebook_names_the_command(course):
    (course / "gradebook.db").unlink()
    with pytest.raises(GradebookError, match="nbgrader generate_assignment"):
        Writer(course).__enter__()


def test_sources_that_changed_since_they_were_generated_are_refused(course):
    tiny_course.write_source(course, points=7)
    with (
        Writer(course) as writer,
        pytest.raises(
            CourseError,
            match=r"one: cell test is worth 7 in source/ and 2 in the gradeb",
        ),
    ):
        writer.prepare(tiny_course.plan_of(course))


def test_the_seed_is_drawn_once_for_each_assignment(course):
    plan = tiny_course.plan_of(course)
    seeds = set()
    for _ in range(2):
        with Writer(course) as writer:
            seeds.add(writer.prepare(plan).seed)
    assert len(seeds) == 1
    query(course, "DELETE FROM autograder_setting")
    with Writer(course) as writer:
        assert writer.prepare(plan).seed not in seeds


def test_a_course_that_adds_nobody_knows_who_is_unknown(course):
    configure(course, "c.Autograde.create_student = False")
    with Writer(course) as writer:
        assert not writer.may_write("ann")
        query(course, "INSERT INTO student (id) VALUES ('ann')")
        assert writer.may_write("ann")


# --- what was graded before ----------------------------------------------------------


def already(course, student="ann"):
    with Writer(course) as writer:
        plan = writer.prepare(tiny_course.plan_of(course))
        return writer.already_graded(tiny_course.submission_of(course, student), plan)


def test_the_same_submission_was_graded_already(course):
    hand_in(course, "ann", RIGHT)
    assert not already(course)
    graded(course)
    assert already(course)
    hand_in(course, "ann", RIGHT, day=16)  # the same, handed in again
    assert already(course)


def test_another_content_another_source_or_another_seed_is_not_the_same(course):
    hand_in(course, "ann", RIGHT)
    graded(course)
    for column, value in (("source_version", "old"), ("seed", 1)):
        (before,) = query(course, f"SELECT {column} FROM autograder_result")
        query(course, f"UPDATE autograder_result SET {column} = ?", value)
        assert not already(course)
        query(course, f"UPDATE autograder_result SET {column} = ?", *before)
    hand_in(course, "ann", {**RIGHT, "program": "answer = 2"})
    assert not already(course)


def test_a_store_that_failed_is_undone_though_others_follow_it(course, monkeypatch):
    for student in ("ann", "bob"):
        hand_in(course, student, RIGHT)
        graded(course, student)
    before = tiny_course.tree(course), grades(course, "ann")
    hand_in(course, "ann", {**RIGHT, "program": "answer = 2"})
    with Writer(course) as writer:
        plan = writer.prepare(tiny_course.plan_of(course))

        def store_one(student):
            one = tiny_course.submission_of(course, student)
            result = tiny_judge.grade_one(plan, one, timeout=1, repeat=1, safe=True)
            return writer.store(result, one, plan)

        store_one("bob")
        with monkeypatch.context() as patch:
            # with the new tree in place, and the old one set aside
            patch.setattr(writer.gradebook, "writing", refused)
            with pytest.raises(GradebookError):
                store_one("ann")
        assert tiny_course.tree(course) != before[0]
        store_one("bob")
    assert (tiny_course.tree(course), grades(course, "ann")) == before
    assert [p.name for p in (course / ".autograder").iterdir()] == ["lock"]


def refused():
    raise GradebookError("no")


def test_a_fault_of_ours_a_lost_tree_and_a_removed_row_are_graded_again(course):
    hand_in(course, "ann", RIGHT)
    graded(course)
    shutil.rmtree(course / "autograded")
    assert not already(course)
    graded(course, status="infra_error", cells=())
    assert not already(course)
    graded(course)
    assert already(course)
    query(course, "DELETE FROM submitted_assignment")
    assert not already(course)


def test_a_refused_submission_is_refused_once(course):
    hand_in(course, "ann", RIGHT)
    graded(course, status="unreadable_submission", cells=())
    assert already(course)


# --- late work -----------------------------------------------------------------------


def penalties(course):
    return {row[4]: row[6] for row in query(course, tiny_course.SUBMITTED)}


def test_late_work_pays_what_the_course_configures(course):
    configure(course, "c.LateSubmissionPlugin.penalty_method = 'zero'")
    tiny_course.set_due(course)
    hand_in(course, "ann", RIGHT, day=16, without=("two",))
    graded(course)
    assert penalties(course) == {"one": 2.0, "two": None}


def test_work_in_time_pays_nothing_and_neither_does_a_course_without_penalty(course):
    tiny_course.set_due(course)
    hand_in(course, "ann", RIGHT, day=16)
    graded(course)
    assert penalties(course) == {"one": None, "two": None}
    configure(course, "c.LateSubmissionPlugin.penalty_method = 'zero'")
    hand_in(course, "ann", RIGHT, day=14)
    graded(course)
    assert penalties(course) == {"one": None, "two": None}


def test_a_penalty_is_neither_negative_nor_more_than_the_score(course):
    configure(
        course,
        "from nbgrader.plugins import LateSubmissionPlugin as Plugin\n"
        "class Odd(Plugin):\n"
        "    def late_submission_penalty(self, student, score, seconds):\n"
        "        return 99 if score == 2 else -99\n"
        "c.AssignLatePenalties.plugin_class = Odd",
    )
    tiny_course.set_due(course)
    hand_in(course, "ann", RIGHT, day=16)
    graded(course)
    assert penalties(course) == {"one": 2.0, "two": 0.0}


def test_an_extension_takes_the_penalty_away_without_grading_again(course):
    configure(course, "c.LateSubmissionPlugin.penalty_method = 'zero'")
    tiny_course.set_due(course)
    hand_in(course, "ann", RIGHT, day=16)
    graded(course)
    with Writer(course) as writer:
        (sentence,) = grant(writer.gradebook, [Extension("ann", NAME, 48.0, None)])
        assert "due 2026-01-17 12:00 UTC" in sentence
        assert writer.refresh(tiny_course.submission_of(course, "ann"))
        assert not writer.refresh(tiny_course.submission_of(course, "ann"))
    assert penalties(course) == {"one": None, "two": None}


def test_an_extension_granted_early_comes_with_the_submission(course):
    configure(course, "c.LateSubmissionPlugin.penalty_method = 'zero'")
    tiny_course.set_due(course)
    until = datetime.datetime(2026, 1, 16, 10, 0)
    with Writer(course) as writer:
        grant(writer.gradebook, [Extension("ann", NAME, None, until)])
        assert query(course, tiny_course.SUBMITTED) == []
    hand_in(course, "ann", RIGHT, day=16)
    graded(course)
    assert penalties(course) == {"one": None, "two": None}
    assert query(course, "SELECT * FROM autograder_extension") == []


def test_an_extension_of_0_hours_takes_one_back(course):
    tiny_course.set_due(course)
    hand_in(course, "ann", RIGHT)
    graded(course)
    with Writer(course) as writer:
        for hours in (48.0, 0.0):
            grant(writer.gradebook, [Extension("ann", NAME, hours, None)])
    assert query(course, "SELECT extension FROM submitted_assignment") == [(None,)]


def test_an_assignment_without_a_due_date_cannot_be_extended(course):
    with Writer(course) as writer, pytest.raises(CourseError, match="no due date"):
        grant(writer.gradebook, [Extension("ann", NAME, 1.0, None)])


def test_extensions_are_read_from_both_kinds_of_file(tmp_path):
    path = tmp_path / "more.csv"
    path.write_text(
        "\ufeffstudent, assignment, hours\nann,tiny,1.5\n", encoding="utf-8"
    )
    assert read_extensions(path) == [Extension("ann", "tiny", 1.5, None)]
    path.write_text("assignment,student,until\ntiny,ann,2026-01-16T11:00+01:00\n")
    until = datetime.datetime(2026, 1, 16, 10, 0)
    assert read_extensions(path) == [Extension("ann", "tiny", None, until)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "starts with 'nothing', expected student,assignment,hours"),
        ("student,assignment\nann,tiny", "starts with"),
        ("student,assignment,hours\nann,tiny,soon", "line 2: got 'soon' hours"),
        ("student,assignment,hours\nann,tiny,nan", "got 'nan' hours"),
        ("student,assignment,hours\nann,tiny,-1", "got '-1' hours"),
        ("student,assignment,hours\nann,,1", "line 2: expected"),
        ("student,assignment,until\nann,tiny,whenever", "got 'whenever', expected a"),
    ],
)
def test_a_file_of_extensions_that_cannot_be_read_says_where(tmp_path, text, sentence):
    path = tmp_path / "more.csv"
    path.write_text(text)
    with pytest.raises(CourseError, match=sentence):
        read_extensions(path)


# --- databases that cannot be used ---------------------------------------------------


def test_a_database_that_another_program_holds_is_a_sentence(course, monkeypatch):
    monkeypatch.setattr(gradebooks, "BUSY_SECONDS", 0.05)
    hand_in(course, "ann", RIGHT)
    with Writer(course) as writer:
        plan = writer.prepare(tiny_course.plan_of(course))
        submission = tiny_course.submission_of(course, "ann")
        result = tiny_judge.grade_one(plan, submission, timeout=1, repeat=1, safe=True)
        other = sqlite3.connect(course / "gradebook.db")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(GradebookError, match="locked by another program"):
            writer.store(result, submission, plan)
        other.close()
    assert tiny_course.tree(course) == {}
    assert query(course, tiny_course.GRADES) == []


def test_a_damaged_database_is_a_sentence(course):
    (course / "gradebook.db").write_bytes(b"not a database at all " * 100)
    with pytest.raises(GradebookError, match="is damaged"):
        Writer(course).__enter__()


def test_a_database_of_an_older_nbgrader_names_the_command(course):
    query(course, "ALTER TABLE submitted_assignment DROP COLUMN extension")
    hand_in(course, "ann", RIGHT)
    with pytest.raises(GradebookError, match="nbgrader db upgrade"):
        graded(course)


def test_another_database_can_be_configured(course):
    elsewhere = course / "elsewhere.db"
    (course / "gradebook.db").rename(elsewhere)
    configure(course, f"c.CourseDirectory.db_url = 'sqlite:///{elsewhere}'")
    hand_in(course, "ann", RIGHT)
    graded(course)
    assert not (course / "gradebook.db").exists()
    elsewhere.rename(course / "gradebook.db")
    assert grades(course, "ann")["test"] == (2.0, False)


@pytest.mark.nbgrader
def test_nbgraders_own_commands_do_not_mind_our_tables(course):
    hand_in(course, "ann", RIGHT)
    graded(course)
    before = tiny_course.rows(course)
    commands = (
        ("db", "upgrade"),
        ("export",),
        ("db", "student", "list"),
        ("generate_assignment", NAME, "--force"),
        ("generate_feedback", NAME),
    )
    bin_folder = os.path.dirname(sys.executable)
    path = {"PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}"}
    for command in commands:
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", *command],
            cwd=course,
            env=os.environ | path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert tiny_course.rows(course) == before
    assert "ann" in (course / "grades.csv").read_text()
    assert (course / "feedback" / "ann" / NAME / "one.html").exists()


def test_a_dry_run_cannot_store(course):
    with Writer(course, dry_run=True) as writer, pytest.raises(RuntimeError):
        writer.store(Result("ann", NAME, "ok", 0.0, 0.0), None, None)
