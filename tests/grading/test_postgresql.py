"""The gradebook in PostgreSQL: the same rows as in SQLite, and every command works."""

import dataclasses
import shutil

import pytest
import sqlalchemy as sa
import tiny_course
import tiny_judge
from inline import inline_pool
from postgresql_server import Server
from tiny_course import NAME, hand_in

from autograder import cli
from autograder.errors import CourseError, GradebookError
from autograder.grading import grade as grading
from autograder.grading import gradebook, safety, worker
from autograder.grading.writer import Writer

pytestmark = [pytest.mark.cluster, pytest.mark.usefixtures("dask")]

RIGHT = {"program": "answer = 1", "more": "answer = 1", "essay": "Sums add up."}
HALF = {**RIGHT, "more": "answer = 2"}
PENALTY = "c.LateSubmissionPlugin.penalty_method = 'zero'\n"


@pytest.fixture(scope="module")
def server(postgresql):
    with Server() as running:
        yield running


@pytest.fixture(scope="module")
def made(server, tmp_path_factory):
    """Generate the tiny course twice, with either database, and hand in the same."""
    folder = tmp_path_factory.mktemp("databases")
    courses = {}
    for kind, setting in (("sqlite", ""), ("server", server.database("course"))):
        course = courses[kind] = folder / kind
        with pytest.MonkeyPatch.context() as patch:
            line = f"c.CourseDirectory.db_url = {setting!r}\n" if setting else ""
            patch.setattr(tiny_course, "CONFIG", tiny_course.CONFIG + line + PENALTY)
            tiny_course.build(course)
        change(course, f"UPDATE assignment SET duedate = '{tiny_course.DUE}'")
        fill(course)
        assert grade(course) == 0
    return courses


def fill(course):
    hand_in(course, "ann", RIGHT, files={"notes.txt": b"mine"})
    hand_in(course, "bob", HALF, day=16)
    hand_in(course, "cid", RIGHT, without=("two",))
    hand_in(course, "dot", without=("one", "two"))


def grade(course, **options):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worker, "process_pool", inline_pool)
        patch.setattr(safety, "sandbox_problems", lambda course: [])
        modules = {"judge": "tiny_judge", "calibrate": "tiny_judge"}
        return grading.grade(grading.Request(course, **(modules | options)))


def ask(course, sql):
    with gradebook.open_gradebook(course) as book, book.reading() as connection:
        return [tuple(row) for row in connection.execute(sa.text(sql))]


def change(course, sql):
    with gradebook.open_gradebook(course) as book, book.writing() as connection:
        connection.execute(sa.text(sql))


def rows(course):
    """Return all tables as plain texts; a database has types of its own."""
    found = {}
    for query in (*tiny_course.NBGRADERS, tiny_course.OURS):
        found[query] = sorted(
            [as_text(value) for value in row] for row in ask(course, query)
        )
    return found


def as_text(value):
    if value is None or isinstance(value, bool | int):
        return str(int(value)) if value is not None else "-"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value).removesuffix(".000000")


def test_the_rows_and_files_are_those_of_sqlite(made):
    assert rows(made["server"]) == rows(made["sqlite"])
    assert tiny_course.tree(made["server"]) == tiny_course.tree(made["sqlite"])


def test_nothing_is_graded_twice(made, capsys):
    capsys.readouterr()
    assert grade(made["server"]) == 0
    assert "0 graded, 4 before" in capsys.readouterr().out


def test_the_summary_names_the_database_without_its_password(made, capsys):
    assert grade(made["server"]) == 0
    assert "Grades: postgresql+psycopg://grader@127.0.0.1" in capsys.readouterr().out


def test_a_persons_score_stays(made):
    course = made["server"]
    change(course, "UPDATE grade SET manual_score = 2.5 WHERE needs_manual_grade")
    before = ask(course, "SELECT manual_score FROM grade ORDER BY id")
    assert 2.5 in {row[0] for row in before}
    assert grade(course, force=True) == 0
    assert ask(course, "SELECT manual_score FROM grade ORDER BY id") == before


def test_an_extension_takes_a_penalty_back(made, tmp_path):
    course = made["server"]
    late = "SELECT sum(late_submission_penalty) FROM submitted_notebook"
    assert ask(course, late)[0][0] > 0
    table = tmp_path / "more.csv"
    table.write_text(f"student,assignment,hours\nbob,{NAME},48\n")
    assert cli.main(["extensions", str(table), "--course", str(course)]) == 0
    assert grade(course) == 0
    assert ask(course, late)[0][0] in (None, 0)


def test_stores_alone_do_not_wait_for_the_servers_disk(made):
    setting = sa.text("SHOW synchronous_commit")

    def writes():
        with book.writing() as connection:
            return connection.execute(setting).scalar()

    with gradebook.open_gradebook(made["server"]) as book:
        assert writes() == "on"
        with book.many_writes():
            assert writes() == "off"
        assert writes() == "on"


@pytest.mark.parametrize("command", ["feedback", "report", "export"])
def test_the_other_commands_read_it(command, made):
    assert cli.main([command, "--course", str(made["server"])]) == 0


def test_a_second_writer_on_another_machine_is_refused(made, tmp_path):
    """Two copies of a course directory have two lock files, and one database."""
    course = made["server"]
    copy = shutil.copytree(course, tmp_path / "copy")
    with Writer(course):
        with pytest.raises(CourseError, match="is being graded already"):
            Writer(copy).__enter__()
    with Writer(copy):
        pass


def test_text_that_a_database_cannot_hold_costs_nobody_a_grade(made, monkeypatch):
    course = made["server"]
    real = tiny_judge.grade_one

    def odd(*arguments, **named):
        found = real(*arguments, **named)
        return dataclasses.replace(found, message="a\0b \ud800")

    monkeypatch.setattr(tiny_judge, "grade_one", odd)
    assert grade(course, force=True, students=["ann"]) == 0
    query = "SELECT message FROM autograder_result WHERE student = 'ann'"
    assert ask(course, query) == [("a�b ?",)]


def test_a_server_that_is_not_there_is_one_sentence(made, tmp_path, server):
    copy = shutil.copytree(made["server"], tmp_path / "copy")
    config = copy / "nbgrader_config.py"
    config.write_text(config.read_text().replace(f":{server.port}/", ":1/"))
    with pytest.raises(GradebookError, match="cannot be used"):
        grade(copy)
